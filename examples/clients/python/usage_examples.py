"""Examples 1 to 3 of the specification: one agent learns, and uses what it learned."""

from team import Team
from tmws.learning.v1.recommendation_pb2 import RecommendPatternsRequest


def usage_examples(team: Team) -> None:
    """Runs the three in the specification's order."""
    _optimize_database_query(team)
    _audit_security(team)
    _design_architecture(team)


def _optimize_database_query(team: Team) -> None:
    print("Example 1: Artemis optimizes a database query")
    optimization = team.learn("postgres_index_optimization")
    faster = team.use(
        "artemis-optimizer",
        optimization.id,
        success=True,
        seconds=0.245,
        context={"database": "PostgreSQL 14", "table_rows": 1_000_000, "actual_improvement_percent": 87},
    )
    print(f"  used {faster.usage_count}x, success {faster.success_rate:.0%}")


def _audit_security(team: Team) -> None:
    print("Example 2: Hestia audits security")
    checklist = team.learn("api_security_checklist")
    audited = team.use(
        "hestia-auditor",
        checklist.id,
        success=True,
        seconds=15.5,
        context={"audit_target": "TMWS REST API", "findings": {"CRITICAL": 0, "HIGH": 1, "MEDIUM": 2, "LOW": 3}},
    )
    seconds = audited.avg_execution_time
    print(f"  used {audited.usage_count}x in {seconds:g} s, success {audited.success_rate:.0%}")


def _design_architecture(team: Team) -> None:
    print("Example 3: Athena designs an architecture")
    team.learn("microservices_communication")
    request = RecommendPatternsRequest(
        category="architecture",
        context_data={
            "task": "Design workflow orchestration system",
            "requirements": ["fault tolerance", "scalability", "event-driven"],
        },
    )
    recommendations = team.agent("athena-conductor").insight.RecommendPatterns(request).recommendations
    print(f"  Found {len(recommendations)} relevant architecture patterns")
