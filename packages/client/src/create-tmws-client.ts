import type { Config } from '@tmws/config';
import {
  AccessServiceDefinition,
  AdminServiceDefinition,
  InsightServiceDefinition,
  LearningServiceDefinition,
  PatternServiceDefinition,
  ProposalServiceDefinition,
  SkillServiceDefinition,
  UsageServiceDefinition,
  VersionServiceDefinition,
} from '@tmws/contract';
import { createClientFactory } from 'nice-grpc';
import { CoreLink } from './core-link.ts';
import type { LaunchOptions } from './launch-core.ts';
import { withCaller } from './middleware/with-caller.ts';
import { withDeadline } from './middleware/with-deadline.ts';
import { withRemoteErrors } from './middleware/with-remote-errors.ts';
import { withRequestId } from './middleware/with-request-id.ts';
import { withRetries } from './middleware/with-retries.ts';
import { switchingChannel } from './switching-channel.ts';
import type { SharedConnection, TmwsClient } from './tmws-client.ts';

const DEFINITIONS = [
  AccessServiceDefinition,
  AdminServiceDefinition,
  InsightServiceDefinition,
  LearningServiceDefinition,
  PatternServiceDefinition,
  ProposalServiceDefinition,
  SkillServiceDefinition,
  UsageServiceDefinition,
  VersionServiceDefinition,
] as const;

/** Paths of the methods whose request has a `request_id`. */
const pathsWithRequestId = (): ReadonlySet<string> =>
  new Set(
    DEFINITIONS.flatMap(({ fullName, methods }) =>
      Object.values(methods)
        .filter(({ requestType }) => 'requestId' in requestType.fromPartial({}))
        .map(({ name }) => `/${fullName}/${name}`),
    ),
  );

const PATHS_WITH_REQUEST_ID = pathsWithRequestId();
const takesRequestId = (path: string): boolean => PATHS_WITH_REQUEST_ID.has(path);

/** The services over a link, called by whom the configuration says. */
const clientOn = (link: CoreLink, config: Config): TmwsClient => {
  // The first is the innermost: one attempt; what stands after the retries happens once a call.
  const factory = createClientFactory()
    .use(withRemoteErrors)
    .use(withCaller(config))
    .use(withRetries({ ready: (signal) => link.ready(signal), takesRequestId }))
    .use(withRequestId(takesRequestId))
    .use(withDeadline)
    .use(withRemoteErrors);
  const channel = switchingChannel(() => link.channel);
  return {
    patterns: factory.create(PatternServiceDefinition, channel),
    versions: factory.create(VersionServiceDefinition, channel),
    usage: factory.create(UsageServiceDefinition, channel),
    insight: factory.create(InsightServiceDefinition, channel),
    learning: factory.create(LearningServiceDefinition, channel),
    proposals: factory.create(ProposalServiceDefinition, channel),
    skills: factory.create(SkillServiceDefinition, channel),
    access: factory.create(AccessServiceDefinition, channel),
    admin: factory.create(AdminServiceDefinition, channel),
    close: () => link.close(),
    [Symbol.asyncDispose]: async () => link.close(),
  };
};

/** Builds the client on all that gRPC needs, which is why `connect` loads this file only when it is called. */
export const createTmwsClient = async (config: Config, launch: LaunchOptions | undefined): Promise<TmwsClient> => {
  const link = new CoreLink(config, { launch });
  await link.ready();
  return clientOn(link, config);
};

/** Connects as nobody, for callers who each bring a key of their own. */
export const createSharedConnection = async (
  config: Config,
  launch: LaunchOptions | undefined,
): Promise<SharedConnection> => {
  const link = new CoreLink(config, { launch, sendsKeys: true });
  await link.ready();
  return {
    as: (apiKey) => ({
      ...clientOn(link, { ...config, apiKey }),
      close: () => {},
      [Symbol.asyncDispose]: async () => {},
    }),
    close: () => link.close(),
  };
};
