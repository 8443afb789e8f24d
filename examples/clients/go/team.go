package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"

	pb "tmws-learning-patterns/examples/clients/go/generated/tmws/learning/v1"
)

// teamNamespace is the namespace of the specification's team.
const teamNamespace = "trinitas-agents"

// given is a pattern of the specification.
type given struct {
	Owner            string           `json:"owner"`
	Category         string           `json:"category"`
	Subcategory      *string          `json:"subcategory"`
	AccessLevel      string           `json:"access_level"`
	SharedWithAgents []string         `json:"shared_with_agents"`
	LearningWeight   *float64         `json:"learning_weight"`
	PatternData      *structpb.Struct `json:"pattern_data"`
}

// team is the agents of the specification, each with a connection of its own. Over the socket the core takes their
// word for it.
type team struct {
	address string
	given   map[string]given
	agents  map[string]*services
}

// newTeam reads the specification's patterns, and connects each agent when it first calls.
func newTeam(address, patterns string) (*team, error) {
	text, err := os.ReadFile(patterns)
	if err != nil {
		return nil, err
	}
	t := &team{address: address, agents: map[string]*services{}}
	if err := json.Unmarshal(text, &t.given); err != nil {
		return nil, fmt.Errorf("read %s: %w", patterns, err)
	}
	return t, nil
}

func (t *team) close() error {
	var errs []error
	for _, agent := range t.agents {
		errs = append(errs, agent.close())
	}
	return errors.Join(errs...)
}

// agent is the services of the core, called by this agent.
func (t *team) agent(name string) (*services, error) {
	if known, ok := t.agents[name]; ok {
		return known, nil
	}
	connected, err := connect(t.address, name, teamNamespace)
	if err != nil {
		return nil, err
	}
	t.agents[name] = connected
	return connected, nil
}

// learn stores one of the specification's patterns as its owner.
func (t *team) learn(ctx context.Context, patternName string) (*pb.Pattern, error) {
	given, ok := t.given[patternName]
	if !ok {
		return nil, fmt.Errorf("the specification has no pattern %s", patternName)
	}
	owner, err := t.agent(given.Owner)
	if err != nil {
		return nil, err
	}
	created, err := owner.patterns.CreatePattern(ctx, &pb.CreatePatternRequest{
		PatternName:      patternName,
		Category:         given.Category,
		Subcategory:      given.Subcategory,
		AccessLevel:      pb.AccessLevel(pb.AccessLevel_value["ACCESS_LEVEL_"+strings.ToUpper(given.AccessLevel)]),
		SharedWithAgents: given.SharedWithAgents,
		LearningWeight:   given.LearningWeight,
		PatternData:      given.PatternData,
	})
	if err != nil {
		return nil, fmt.Errorf("learn %s: %w", patternName, err)
	}
	pattern := created.GetPattern()
	fmt.Printf("  %s learned %s %s (%s)\n", given.Owner, patternName, pattern.GetVersion(), given.AccessLevel)
	return pattern, nil
}

// use is one use of a pattern.
type use struct {
	agent   string
	success bool
	seconds float64
	context map[string]any
}

// use records that an agent used a pattern, and returns the pattern as it stands after that.
func (t *team) use(ctx context.Context, patternID string, u use) (*pb.Pattern, error) {
	occasion, err := structpb.NewStruct(u.context)
	if err != nil {
		return nil, err
	}
	agent, err := t.agent(u.agent)
	if err != nil {
		return nil, err
	}
	recorded, err := agent.usage.RecordUsage(ctx, &pb.RecordUsageRequest{
		PatternId:     patternID,
		Success:       &u.success,
		ExecutionTime: &u.seconds,
		ContextData:   occasion,
	})
	if err != nil {
		return nil, fmt.Errorf("record a use by %s: %w", u.agent, err)
	}
	return recorded.GetPattern(), nil
}

// refusal is the reason why the core refused a call; "none" where it answered. What is no refusal stays an error.
func refusal(err error) (string, error) {
	if err == nil {
		return "none", nil
	}
	if reason := reasonOf(err); reason != "" {
		return reason, nil
	}
	return "", err
}

// percent is a share as the specification prints it: 95%.
func percent(share float64) string {
	return fmt.Sprintf("%.0f%%", share*100)
}
