package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"

	pb "tmws-learning-patterns/examples/clients/go/generated/tmws/learning/v1"
)

// teamPatterns runs the specification's three ways in which a team works together.
func teamPatterns(ctx context.Context, t *team) error {
	if err := shareKnowledge(ctx, t); err != nil {
		return err
	}
	if err := collaborate(ctx, t); err != nil {
		return err
	}
	return evolve(ctx, t)
}

func namesOf(found *pb.SearchPatternsResponse) string {
	names := make([]string, len(found.GetHits()))
	for i, hit := range found.GetHits() {
		names[i] = hit.GetPattern().GetPatternName()
	}
	return strings.Join(names, ", ")
}

func shareKnowledge(ctx context.Context, t *team) error {
	fmt.Println("Team pattern 1: a team knowledge base")
	pooling, err := t.learn(ctx, "database_connection_pooling")
	if err != nil {
		return err
	}
	hera, err := t.agent("hera-strategist")
	if err != nil {
		return err
	}
	namespace, category := teamNamespace, "performance"
	inPerformance := &pb.SearchPatternsRequest{Namespace: &namespace, Category: &category}
	found, err := hera.patterns.SearchPatterns(ctx, inPerformance)
	if err != nil {
		return err
	}
	fmt.Printf("  hera-strategist finds in performance: %s\n", namesOf(found))
	inPerformance.MinSuccessRate = 0.8
	proven, err := hera.patterns.SearchPatterns(ctx, inPerformance)
	if err != nil {
		return err
	}
	fmt.Printf("  proven for hera-strategist (success of 80%% and more): %s\n", namesOf(proven))

	used, err := t.use(ctx, pooling.GetId(), use{
		agent:   "hera-strategist",
		success: true,
		seconds: 0.1,
		context: map[string]any{"applied_to": "workflow execution service"},
	})
	if err != nil {
		return err
	}
	fmt.Printf("  hera-strategist used %s: success %s\n", used.GetPatternName(), percent(used.GetSuccessRate()))
	answer, err := hera.insight.RecommendPatterns(ctx, &pb.RecommendPatternsRequest{Category: &category})
	if err != nil {
		return err
	}
	recommended := make([]string, len(answer.GetRecommendations()))
	for i, recommendation := range answer.GetRecommendations() {
		recommended[i] = recommendation.GetPattern().GetPatternName()
	}
	slices.Sort(recommended)
	fmt.Printf("  recommended to hera-strategist: %s\n", strings.Join(recommended, ", "))
	return nil
}

func collaborate(ctx context.Context, t *team) error {
	fmt.Println("Team pattern 2: collaboration between agents")
	shared, err := t.learn(ctx, "sql_injection_prevention")
	if err != nil {
		return err
	}
	if err := onlyForSharers(ctx, t, shared.GetId()); err != nil {
		return err
	}
	if err := propose(ctx, t, shared.GetId()); err != nil {
		return err
	}
	used, err := t.use(ctx, shared.GetId(), use{agent: "artemis-optimizer", success: true, seconds: 0.05})
	if err != nil {
		return err
	}
	fmt.Printf("  used %dx, success %s\n", used.GetUsageCount(), percent(used.GetSuccessRate()))
	return nil
}

// onlyForSharers shows that a shared pattern exists for those it is shared with.
func onlyForSharers(ctx context.Context, t *team, patternID string) error {
	artemis, err := t.agent("artemis-optimizer")
	if err != nil {
		return err
	}
	hera, err := t.agent("hera-strategist")
	if err != nil {
		return err
	}
	request := &pb.GetPatternRequest{PatternId: patternID}
	if _, err := artemis.patterns.GetPattern(ctx, request); err != nil {
		return err
	}
	_, err = hera.patterns.GetPattern(ctx, request)
	hidden, err := refusal(err)
	if err != nil {
		return err
	}
	fmt.Printf("  artemis-optimizer reads it, hera-strategist does not (%s)\n", hidden)
	return nil
}

// propose shows how a pattern changes by the word of an agent who does not own it.
func propose(ctx context.Context, t *team, patternID string) error {
	artemis, err := t.agent("artemis-optimizer")
	if err != nil {
		return err
	}
	hestia, err := t.agent("hestia-auditor")
	if err != nil {
		return err
	}
	changes, err := structpb.NewStruct(map[string]any{
		"performance_notes": "Parameterized queries have minimal overhead (<1ms)",
		"reviewed_by":       "artemis-optimizer",
	})
	if err != nil {
		return err
	}
	_, err = artemis.patterns.UpdatePattern(ctx, &pb.UpdatePatternRequest{PatternId: patternID, PatternData: changes})
	refused, err := refusal(err)
	if err != nil {
		return err
	}
	note := "Measured."
	proposed, err := artemis.proposals.CreateProposal(ctx, &pb.CreateProposalRequest{
		PatternId: patternID,
		Changes:   changes,
		Note:      &note,
	})
	if err != nil {
		return err
	}
	accept := &pb.AcceptProposalRequest{ProposalId: proposed.GetProposal().GetId()}
	if _, err := hestia.proposals.AcceptProposal(ctx, accept); err != nil {
		return err
	}
	fmt.Printf("  artemis-optimizer may not change it (%s), proposes, and hestia-auditor accepts\n", refused)
	reviewed, err := artemis.patterns.GetPattern(ctx, &pb.GetPatternRequest{PatternId: patternID})
	if err != nil {
		return err
	}
	notes := reviewed.GetPattern().GetPatternData().GetFields()["performance_notes"]
	fmt.Printf("  performance_notes: %s\n", notes.GetStringValue())
	return nil
}

func evolve(ctx context.Context, t *team) error {
	fmt.Println("Team pattern 3: evolution through use by the team")
	first, err := t.learn(ctx, "api_rate_limiting")
	if err != nil {
		return err
	}
	for _, feedback := range []struct{ agent, text string }{
		{"hestia-auditor", "Works but needs burst allowance for legitimate traffic spikes"},
		{"eris-coordinator", "Token bucket algorithm better than fixed window"},
	} {
		reported := map[string]any{"feedback": feedback.text}
		used := use{agent: feedback.agent, success: true, seconds: 0.2, context: reported}
		if _, err := t.use(ctx, first.GetId(), used); err != nil {
			return err
		}
	}
	if err := useOften(ctx, t, first.GetId(), outcomes{failures: 2, successes: 5}); err != nil {
		return err
	}
	second, err := improve(ctx, t, first.GetId())
	if err != nil {
		return err
	}
	if err := useOften(ctx, t, second.GetId(), outcomes{failures: 1, successes: 19}); err != nil {
		return err
	}
	artemis, err := t.agent("artemis-optimizer")
	if err != nil {
		return err
	}
	compared, err := artemis.versions.CompareVersions(ctx, &pb.CompareVersionsRequest{
		OldPatternId: first.GetId(),
		NewPatternId: second.GetId(),
	})
	if err != nil {
		return err
	}
	newRate, oldRate := compared.GetNewUsage().GetSuccessRate(), compared.GetOldUsage().GetSuccessRate()
	fmt.Printf("  v2.0.0 success rate: %s vs v1.0.0: %s\n", percent(newRate), percent(oldRate))
	return nil
}

// improve makes a second version of what the team used, with what the feedback asked for.
func improve(ctx context.Context, t *team, patternID string) (*pb.Pattern, error) {
	artemis, err := t.agent("artemis-optimizer")
	if err != nil {
		return nil, err
	}
	content, err := structpb.NewStruct(map[string]any{
		"description":    "Advanced rate limiting with token bucket",
		"implementation": "10 requests/min baseline + 5 burst tokens",
		"algorithm":      "token_bucket",
		"improvements_from_v1": []any{
			"Burst allowance for traffic spikes",
			"Token bucket algorithm for smoother limiting",
		},
	})
	if err != nil {
		return nil, err
	}
	newVersion := "2.0.0"
	created, err := artemis.versions.CreateVersion(ctx, &pb.CreateVersionRequest{
		PatternId:   patternID,
		NewVersion:  &newVersion,
		PatternData: content,
	})
	if err != nil {
		return nil, err
	}
	second := created.GetPattern()
	kin := "stranger"
	if second.GetParentPatternId() == patternID {
		kin = "child"
	}
	fmt.Printf("  %s %s is its %s\n", second.GetPatternName(), second.GetVersion(), kin)
	return second, nil
}

// outcomes is how often a pattern failed and worked.
type outcomes struct{ failures, successes int }

// useOften records some uses by two agents in turn, the failures first.
func useOften(ctx context.Context, t *team, patternID string, times outcomes) error {
	agents := [...]string{"hestia-auditor", "eris-coordinator"}
	for i := range times.failures + times.successes {
		used := use{agent: agents[i%len(agents)], success: i >= times.failures, seconds: 0.15}
		if _, err := t.use(ctx, patternID, used); err != nil {
			return err
		}
	}
	return nil
}
