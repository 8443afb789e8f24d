// Command go runs the examples of the specification: four uses of the patterns, and three ways in which a team works
// together. Run it on an empty data folder, with a core that runs (tmws start):
//
//	go generate
//	go run .
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
)

//go:generate ../../../node_modules/.bin/buf generate

func main() {
	patterns := flag.String("patterns", "../specification/patterns.json", "the specification's patterns")
	flag.Parse()
	if err := run(context.Background(), *patterns); err != nil {
		if reason := reasonOf(err); reason != "" {
			err = fmt.Errorf("%s: %w", reason, err)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run runs all of the examples, each on what the ones before it left.
func run(ctx context.Context, patterns string) (err error) {
	address, err := coreAddress()
	if err != nil {
		return err
	}
	t, err := newTeam(address, patterns)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	for _, examples := range []func(context.Context, *team) error{usageExamples, teamPatterns, teamAnalytics} {
		if err := examples(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
