package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	pb "tmws-learning-patterns/examples/clients/go/generated/tmws/learning/v1"
)

// teamAnalytics prints example 4 of the specification: the report of what a team has learned in 30 days.
func teamAnalytics(ctx context.Context, t *team) error {
	fmt.Println("Example 4: what the team has learned")
	artemis, err := t.agent("artemis-optimizer")
	if err != nil {
		return err
	}
	namespace, days := teamNamespace, int32(30)
	analytics, err := artemis.insight.GetPatternAnalytics(ctx, &pb.GetPatternAnalyticsRequest{
		Namespace: &namespace,
		Days:      &days,
	})
	if err != nil {
		return err
	}
	overview, recommendations := analytics.GetOverview(), analytics.GetRecommendations()
	health := strings.TrimPrefix(overview.GetKnowledgeBaseHealth().String(), "KNOWLEDGE_BASE_HEALTH_")

	fmt.Println("=== Team Learning Report (Last 30 Days) ===")
	fmt.Printf("Total Patterns: %d\n", analytics.GetTotalPatterns())
	fmt.Printf("Total Applications: %d\n", overview.GetTotalApplications())
	fmt.Printf("Avg Success Rate: %.1f%%\n", overview.GetAvgSuccessRate()*100)
	fmt.Printf("Knowledge Base Health: %s\n", strings.ToLower(health))
	fmt.Println("--- Category Distribution ---")
	categories := analytics.GetDistribution().GetByCategory()
	for _, category := range slices.Sorted(maps.Keys(categories)) {
		fmt.Printf("  %s: %d patterns\n", category, categories[category])
	}
	fmt.Println("--- Top 5 Most Used Patterns ---")
	most := analytics.GetUsagePatterns().GetMostApplied()
	for place, pattern := range most[:min(5, len(most))] {
		fmt.Printf("%d. %s\n", place+1, pattern.GetPatternName())
		fmt.Printf("   Applied: %dx | Success: %s\n", pattern.GetApplicationCount(), percent(pattern.GetSuccessRate()))
	}
	fmt.Println("--- Recommendations ---")
	fmt.Printf("High-value patterns: %s\n", namesAndVersions(recommendations.GetHighValuePatterns()))
	fmt.Printf("Patterns to review: %s\n", namesAndVersions(recommendations.GetPatternsToReview()))
	fmt.Printf("Knowledge gaps: %s\n", strings.Join(recommendations.GetKnowledgeGaps(), ", "))
	return nil
}

func namesAndVersions(patterns []*pb.PatternStatistics) string {
	if len(patterns) == 0 {
		return "none"
	}
	names := make([]string, len(patterns))
	for i, pattern := range patterns {
		names[i] = pattern.GetPatternName() + " " + pattern.GetVersion()
	}
	return strings.Join(names, ", ")
}
