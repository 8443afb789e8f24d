"""Example 4 of the specification: the report of what a team has learned."""

from collections.abc import Iterable

from team import TEAM, Team
from tmws.learning.v1.analytics_pb2 import GetPatternAnalyticsRequest, KnowledgeBaseHealth, PatternStatistics


def team_analytics(team: Team) -> None:
    """Prints the report for the last 30 days."""
    print("Example 4: what the team has learned")
    analytics = team.agent("artemis-optimizer").insight.GetPatternAnalytics(
        GetPatternAnalyticsRequest(namespace=TEAM, days=30)
    )
    overview, recommendations = analytics.overview, analytics.recommendations
    health = KnowledgeBaseHealth.Name(overview.knowledge_base_health).removeprefix("KNOWLEDGE_BASE_HEALTH_").lower()

    print("=== Team Learning Report (Last 30 Days) ===")
    print(f"Total Patterns: {analytics.total_patterns}")
    print(f"Total Applications: {overview.total_applications}")
    print(f"Avg Success Rate: {overview.avg_success_rate:.1%}")
    print(f"Knowledge Base Health: {health}")
    print("--- Category Distribution ---")
    for category, count in sorted(analytics.distribution.by_category.items()):
        print(f"  {category}: {count} patterns")
    print("--- Top 5 Most Used Patterns ---")
    for place, pattern in enumerate(analytics.usage_patterns.most_applied[:5], start=1):
        print(f"{place}. {pattern.pattern_name}")
        print(f"   Applied: {pattern.application_count}x | Success: {pattern.success_rate:.0%}")
    print("--- Recommendations ---")
    print(f"High-value patterns: {_names(recommendations.high_value_patterns)}")
    print(f"Patterns to review: {_names(recommendations.patterns_to_review)}")
    print(f"Knowledge gaps: {', '.join(recommendations.knowledge_gaps)}")


def _names(patterns: Iterable[PatternStatistics]) -> str:
    return ", ".join(f"{pattern.pattern_name} {pattern.version}" for pattern in patterns) or "none"
