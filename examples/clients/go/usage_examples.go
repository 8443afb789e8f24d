package main

import (
	"context"
	"fmt"

	"google.golang.org/protobuf/types/known/structpb"

	pb "tmws-learning-patterns/examples/clients/go/generated/tmws/learning/v1"
)

// usageExamples runs examples 1 to 3 of the specification: one agent learns, and uses what it learned.
func usageExamples(ctx context.Context, t *team) error {
	if err := optimizeDatabaseQuery(ctx, t); err != nil {
		return err
	}
	if err := auditSecurity(ctx, t); err != nil {
		return err
	}
	return designArchitecture(ctx, t)
}

func optimizeDatabaseQuery(ctx context.Context, t *team) error {
	fmt.Println("Example 1: Artemis optimizes a database query")
	optimization, err := t.learn(ctx, "postgres_index_optimization")
	if err != nil {
		return err
	}
	faster, err := t.use(ctx, optimization.GetId(), use{
		agent:   "artemis-optimizer",
		success: true,
		seconds: 0.245,
		context: map[string]any{"database": "PostgreSQL 14", "table_rows": 1_000_000, "actual_improvement_percent": 87},
	})
	if err != nil {
		return err
	}
	fmt.Printf("  used %dx, success %s\n", faster.GetUsageCount(), percent(faster.GetSuccessRate()))
	return nil
}

func auditSecurity(ctx context.Context, t *team) error {
	fmt.Println("Example 2: Hestia audits security")
	checklist, err := t.learn(ctx, "api_security_checklist")
	if err != nil {
		return err
	}
	audited, err := t.use(ctx, checklist.GetId(), use{
		agent:   "hestia-auditor",
		success: true,
		seconds: 15.5,
		context: map[string]any{
			"audit_target": "TMWS REST API",
			"findings":     map[string]any{"CRITICAL": 0, "HIGH": 1, "MEDIUM": 2, "LOW": 3},
		},
	})
	if err != nil {
		return err
	}
	seconds := audited.GetAvgExecutionTime()
	fmt.Printf("  used %dx in %g s, success %s\n", audited.GetUsageCount(), seconds, percent(audited.GetSuccessRate()))
	return nil
}

func designArchitecture(ctx context.Context, t *team) error {
	fmt.Println("Example 3: Athena designs an architecture")
	if _, err := t.learn(ctx, "microservices_communication"); err != nil {
		return err
	}
	athena, err := t.agent("athena-conductor")
	if err != nil {
		return err
	}
	task, err := structpb.NewStruct(map[string]any{
		"task":         "Design workflow orchestration system",
		"requirements": []any{"fault tolerance", "scalability", "event-driven"},
	})
	if err != nil {
		return err
	}
	category := "architecture"
	answer, err := athena.insight.RecommendPatterns(ctx, &pb.RecommendPatternsRequest{
		Category:    &category,
		ContextData: task,
	})
	if err != nil {
		return err
	}
	fmt.Printf("  Found %d relevant architecture patterns\n", len(answer.GetRecommendations()))
	return nil
}
