import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccessServiceDefinition,
  AdminServiceDefinition,
  Any,
  ErrorInfo,
  InsightServiceDefinition,
  LearningServiceDefinition,
  PatternServiceDefinition,
  ProposalServiceDefinition,
  Status as RpcStatus,
  UsageServiceDefinition,
  VersionServiceDefinition,
} from '@tmws/contract';
import { type CallContext, createServer, ServerError, type ServiceImplementation, type Status } from 'nice-grpc';

const { whoAmI, deleteNamespace } = AccessServiceDefinition.methods;
const { getStatus, reindex } = AdminServiceDefinition.methods;
const { recommendPatterns, getPatternAnalytics, suggestLearningOpportunities, recordExperience } =
  InsightServiceDefinition.methods;
const { learnPattern, applyPattern, evolvePattern } = LearningServiceDefinition.methods;
const { createPattern, batchCreatePatterns, getPattern, listPatterns, searchPatterns } =
  PatternServiceDefinition.methods;
const { lintPattern, approvePattern, updatePattern, deletePattern, undeletePattern, purgePattern } =
  PatternServiceDefinition.methods;
const { listRevisions, getRevision, restoreRevision } = PatternServiceDefinition.methods;

const ACCESS = { ...AccessServiceDefinition, methods: { whoAmI, deleteNamespace } } as const;
const ADMIN = { ...AdminServiceDefinition, methods: { getStatus, reindex } } as const;
const INSIGHT = {
  ...InsightServiceDefinition,
  methods: { recommendPatterns, getPatternAnalytics, suggestLearningOpportunities, recordExperience },
} as const;
const LEARNING = { ...LearningServiceDefinition, methods: { learnPattern, applyPattern, evolvePattern } } as const;
const PATTERNS = {
  ...PatternServiceDefinition,
  methods: {
    createPattern,
    batchCreatePatterns,
    getPattern,
    listPatterns,
    searchPatterns,
    lintPattern,
    approvePattern,
    updatePattern,
    deletePattern,
    undeletePattern,
    purgePattern,
    listRevisions,
    getRevision,
    restoreRevision,
  },
} as const;

const { listProposals, getProposal, acceptProposal, rejectProposal } = ProposalServiceDefinition.methods;
const PROPOSALS = {
  ...ProposalServiceDefinition,
  methods: { listProposals, getProposal, acceptProposal, rejectProposal },
} as const;
const { createVersion, listVersions, compareVersions } = VersionServiceDefinition.methods;
const VERSIONS = { ...VersionServiceDefinition, methods: { createVersion, listVersions, compareVersions } } as const;
const { recordUsage, setUsageOutcome, listUsage } = UsageServiceDefinition.methods;
const USAGE = { ...UsageServiceDefinition, methods: { recordUsage, setUsageOutcome, listUsage } } as const;

type Answers = ServiceImplementation<typeof USAGE> &
  ServiceImplementation<typeof PROPOSALS> &
  ServiceImplementation<typeof VERSIONS> &
  ServiceImplementation<typeof ACCESS> &
  ServiceImplementation<typeof ADMIN> &
  ServiceImplementation<typeof INSIGHT> &
  ServiceImplementation<typeof LEARNING> &
  ServiceImplementation<typeof PATTERNS>;

/** A core in this process, on a socket of its own, whose answers a test decides. */
export interface StandInCore extends AsyncDisposable {
  /** As TMWS_ADDRESS takes it. */
  readonly address: string;
  /** The folder of the socket, for files of the test. */
  readonly folder: string;
}

/** A refusal with the details that the core sends. */
export const refusal = (
  context: CallContext,
  status: Status,
  info: { readonly reason: string; readonly message: string; readonly metadata?: Record<string, string> },
): ServerError => {
  const { reason, message, metadata = {} } = info;
  const value = ErrorInfo.encode({ reason, domain: 'tmws.learning.v1', metadata }).finish();
  const details = [Any.fromPartial({ typeUrl: 'type.googleapis.com/google.rpc.ErrorInfo', value })];
  context.trailer.set('grpc-status-details-bin', RpcStatus.encode({ code: status, message, details }).finish());
  return new ServerError(status, message);
};

/** Serves the given answers; those left out are empty. */
export const standInCore = async (given: Partial<Answers> = {}): Promise<StandInCore> => {
  const folder = mkdtempSync(join(tmpdir(), 'tmws-cli-'));
  const address = `unix:${join(folder, 'core.sock')}`;
  const answers: Answers = {
    whoAmI: async () => ({}),
    deleteNamespace: async () => ({}),
    getStatus: async () => ({}),
    reindex: async function* () {},
    recommendPatterns: async () => ({}),
    recordUsage: async () => ({}),
    setUsageOutcome: async () => ({}),
    listUsage: async () => ({}),
    getPatternAnalytics: async () => ({}),
    suggestLearningOpportunities: async () => ({}),
    recordExperience: async () => ({}),
    learnPattern: async () => ({}),
    applyPattern: async () => ({}),
    evolvePattern: async () => ({}),
    listProposals: async () => ({}),
    getProposal: async () => ({}),
    acceptProposal: async () => ({}),
    rejectProposal: async () => ({}),
    createVersion: async () => ({}),
    listVersions: async () => ({}),
    compareVersions: async () => ({}),
    createPattern: async () => ({}),
    batchCreatePatterns: async () => ({}),
    getPattern: async () => ({}),
    lintPattern: async () => ({}),
    approvePattern: async () => ({}),
    updatePattern: async () => ({}),
    deletePattern: async () => ({}),
    undeletePattern: async () => ({}),
    purgePattern: async () => ({}),
    listRevisions: async () => ({}),
    getRevision: async () => ({}),
    restoreRevision: async () => ({}),
    listPatterns: async () => ({}),
    searchPatterns: async () => ({}),
    ...given,
  };
  const server = createServer();
  server.add(ACCESS, answers);
  server.add(ADMIN, answers);
  server.add(INSIGHT, answers);
  server.add(LEARNING, answers);
  server.add(PROPOSALS, answers);
  server.add(USAGE, answers);
  server.add(VERSIONS, answers);
  server.add(PATTERNS, answers);
  await server.listen(address);
  return {
    address,
    folder,
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
