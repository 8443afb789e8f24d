import type {
  AccessServiceClient,
  AdminServiceClient,
  InsightServiceClient,
  LearningServiceClient,
  PatternServiceClient,
  ProposalServiceClient,
  SkillServiceClient,
  UsageServiceClient,
  VersionServiceClient,
} from '@tmws/contract';
import type { ExtraCallOptions } from './call-options.ts';

/**
 * Every service of the core, typed. Each method takes the message, partly filled, and TmwsCallOptions, and throws
 * RemoteError.
 */
export interface TmwsClient extends AsyncDisposable {
  readonly patterns: PatternServiceClient<ExtraCallOptions>;
  readonly versions: VersionServiceClient<ExtraCallOptions>;
  readonly usage: UsageServiceClient<ExtraCallOptions>;
  readonly insight: InsightServiceClient<ExtraCallOptions>;
  readonly learning: LearningServiceClient<ExtraCallOptions>;
  readonly proposals: ProposalServiceClient<ExtraCallOptions>;
  readonly skills: SkillServiceClient<ExtraCallOptions>;
  readonly access: AccessServiceClient<ExtraCallOptions>;
  readonly admin: AdminServiceClient<ExtraCallOptions>;
  /** Ends the connection. The core goes on. */
  close(): void;
}

/** One connection to the core, over which many callers call, each with a key of its own and none without. */
export interface SharedConnection {
  /** The services, called as the agent of this key; the core checks it on every call. Closing it does nothing. */
  as(apiKey: string): TmwsClient;
  /** Ends the connection for all. The core goes on. */
  close(): void;
}
