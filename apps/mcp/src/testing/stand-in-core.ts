import { rmSync } from 'node:fs';
import {
  Any,
  type ApplyPatternRequest,
  ApplyPatternResponse,
  BadRequest,
  ErrorInfo,
  type EvolvePatternRequest,
  EvolvePatternResponse,
  type GetPatternAnalyticsRequest,
  GetPatternAnalyticsResponse,
  InsightServiceDefinition,
  LearningServiceDefinition,
  type LearnPatternRequest,
  LearnPatternResponse,
  Status as RpcStatus,
  type SuggestLearningOpportunitiesRequest,
  SuggestLearningOpportunitiesResponse,
} from '@tmws/contract';
import { type CallContext, createServer, Metadata, ServerError, type Status } from 'nice-grpc';

const { getPatternAnalytics, suggestLearningOpportunities } = InsightServiceDefinition.methods;
const INSIGHT = {
  ...InsightServiceDefinition,
  methods: { getPatternAnalytics, suggestLearningOpportunities },
} as const;

/** A core in this process whose answers a test decides: what the server under test makes of them is what is tested. */
export interface StandInCore extends AsyncDisposable {
  /** Where it serves, as `TMWS_ADDRESS` has it. */
  readonly address: string;
  /** Every request as it came in. */
  readonly learned: readonly LearnPatternRequest[];
  readonly applied: readonly ApplyPatternRequest[];
  readonly evolved: readonly EvolvePatternRequest[];
  readonly counted: readonly GetPatternAnalyticsRequest[];
  readonly suggested: readonly SuggestLearningOpportunitiesRequest[];
  /** Metadata of every call. */
  readonly metadata: readonly Metadata[];
  /** What is answered, on top of the default answer; throw to refuse. */
  learn: (request: LearnPatternRequest, context: CallContext) => Partial<LearnPatternResponse> | Promise<never>;
  apply: (request: ApplyPatternRequest, context: CallContext) => Partial<ApplyPatternResponse> | Promise<never>;
  evolve: (request: EvolvePatternRequest, context: CallContext) => Partial<EvolvePatternResponse> | Promise<never>;
  count: (request: GetPatternAnalyticsRequest) => Partial<GetPatternAnalyticsResponse>;
  suggest: (request: SuggestLearningOpportunitiesRequest) => Partial<SuggestLearningOpportunitiesResponse>;
}

/** What a refusal carries in its details, as the core sends them. */
export interface RefusalDetails {
  readonly reason: string;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Descriptions of bad fields by field. */
  readonly violations?: Readonly<Record<string, string>>;
}

const any = (name: string, value: Uint8Array): Any =>
  Any.fromPartial({ typeUrl: `type.googleapis.com/${name}`, value });

/** A refusal as the core makes it, to be thrown. */
export const refusal = (context: CallContext, code: Status, details: RefusalDetails): ServerError => {
  const { reason, message, metadata = {}, violations = {} } = details;
  const info = { reason, domain: 'tmws.learning.v1', metadata: { ...metadata } };
  const fieldViolations = Object.entries(violations).map(([field, description]) => ({
    field,
    description,
    reason: '',
  }));
  const status = RpcStatus.encode({
    code,
    message,
    details: [
      any('google.rpc.ErrorInfo', ErrorInfo.encode(info).finish()),
      any('google.rpc.BadRequest', BadRequest.encode({ fieldViolations }).finish()),
    ],
  });
  context.trailer.set('grpc-status-details-bin', status.finish());
  return new ServerError(code, message);
};

/** Starts a stand-in core on the socket. */
export const startStandInCore = async (socket: string): Promise<StandInCore> => {
  const learned: LearnPatternRequest[] = [];
  const applied: ApplyPatternRequest[] = [];
  const evolved: EvolvePatternRequest[] = [];
  const counted: GetPatternAnalyticsRequest[] = [];
  const suggested: SuggestLearningOpportunitiesRequest[] = [];
  const metadata: Metadata[] = [];
  const server = createServer();
  const core: StandInCore = {
    address: `unix:${socket}`,
    learned,
    applied,
    evolved,
    counted,
    suggested,
    metadata,
    learn: () => ({}),
    apply: () => ({}),
    evolve: () => ({}),
    count: () => ({}),
    suggest: () => ({}),
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      rmSync(socket, { force: true });
    },
  };
  server.add(LearningServiceDefinition, {
    learnPattern: async (request, context) => {
      learned.push(request);
      metadata.push(Metadata(context.metadata));
      const message = `Pattern '${request.patternName}' learned successfully. Only you can see it.`;
      const { patternName, category } = request;
      return LearnPatternResponse.fromPartial({
        patternName,
        category,
        message,
        ...(await core.learn(request, context)),
      });
    },
    applyPattern: async (request, context) => {
      applied.push(request);
      metadata.push(Metadata(context.metadata));
      return ApplyPatternResponse.fromPartial({ message: 'Nothing fits.', ...(await core.apply(request, context)) });
    },
    evolvePattern: async (request, context) => {
      evolved.push(request);
      const { patternId } = request;
      const message = 'Pattern evolved - Success rate: 0.00';
      return EvolvePatternResponse.fromPartial({ patternId, message, ...(await core.evolve(request, context)) });
    },
  });
  server.add(INSIGHT, {
    getPatternAnalytics: async (request) => {
      counted.push(request);
      return GetPatternAnalyticsResponse.fromPartial(core.count(request));
    },
    suggestLearningOpportunities: async (request) => {
      suggested.push(request);
      return SuggestLearningOpportunitiesResponse.fromPartial(core.suggest(request));
    },
  });
  await server.listen(core.address);
  return core;
};
