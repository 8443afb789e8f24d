package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	pb "tmws-learning-patterns/examples/clients/go/generated/tmws/learning/v1"
)

// callTimeout is how long a call may take whose context has no deadline of its own.
const callTimeout = 30 * time.Second

// dataFolder is the folder that holds the data: TMWS_DATA_DIR, else the platform's.
func dataFolder() (string, error) {
	if named := os.Getenv("TMWS_DATA_DIR"); named != "" {
		return named, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "tmws"), nil
	}
	if data := os.Getenv("XDG_DATA_HOME"); data != "" {
		return filepath.Join(data, "tmws"), nil
	}
	return filepath.Join(home, ".local", "share", "tmws"), nil
}

// coreAddress is the address of the running core, which gRPC dials as it stands.
func coreAddress() (string, error) {
	folder, err := dataFolder()
	if err != nil {
		return "", err
	}
	written, err := os.ReadFile(filepath.Join(folder, "core.lock"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("no core runs on %s; start one with: npx tmws start", folder)
	}
	if err != nil {
		return "", err
	}
	var lock struct {
		Address string `json:"address"`
	}
	if err := json.Unmarshal(written, &lock); err != nil {
		return "", fmt.Errorf("read core.lock in %s: %w", folder, err)
	}
	return lock.Address, nil
}

// services are the services of the core over one connection, thus for one caller.
type services struct {
	patterns  pb.PatternServiceClient
	usage     pb.UsageServiceClient
	versions  pb.VersionServiceClient
	proposals pb.ProposalServiceClient
	insight   pb.InsightServiceClient
	conn      *grpc.ClientConn
}

// connect gives the services of the core for a caller, until close. Over the socket the operating system vouches for
// the user, who may name its agent and the namespace that the agent works in.
func connect(address, agent, namespace string) (*services, error) {
	conn, err := grpc.NewClient(
		address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(callDefaults(agent, namespace)),
	)
	if err != nil {
		return nil, err
	}
	return &services{
		patterns:  pb.NewPatternServiceClient(conn),
		usage:     pb.NewUsageServiceClient(conn),
		versions:  pb.NewVersionServiceClient(conn),
		proposals: pb.NewProposalServiceClient(conn),
		insight:   pb.NewInsightServiceClient(conn),
		conn:      conn,
	}, nil
}

func (s *services) close() error {
	return s.conn.Close()
}

// callDefaults says with each call who is calling, and how long to wait for the answer.
func callDefaults(agent, namespace string) grpc.UnaryClientInterceptor {
	return func(
		ctx context.Context, method string, request, reply any,
		conn *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption,
	) error {
		if _, limited := ctx.Deadline(); !limited {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, callTimeout)
			defer cancel()
		}
		ctx = metadata.AppendToOutgoingContext(ctx, "x-tmws-agent", agent, "x-tmws-namespace", namespace)
		return invoke(ctx, method, request, reply, conn, options...)
	}
}

// reasonOf is the reason in an error's details, e.g. PATTERN_NOT_FOUND; empty where it has none.
func reasonOf(err error) string {
	answer, ok := status.FromError(err)
	if !ok {
		return ""
	}
	for _, detail := range answer.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.GetReason()
		}
	}
	return ""
}
