import { chmodSync } from 'node:fs';
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
import { resolveSocketCaller } from '@tmws/engine';
import { createServer, type Server, type ServiceImplementation, type TsProtoServiceDefinition } from 'nice-grpc';
import type { Logger } from 'pino';
import { createCallerCache } from './caller-cache.ts';
import { guardDefinition } from './messages/guard-definition.ts';
import { withCallLog } from './middleware/with-call-log.ts';
import { type CallerContext, withCaller } from './middleware/with-caller.ts';
import { endWhenDraining, refuseWhileDraining } from './middleware/with-drain.ts';
import { withErrors } from './middleware/with-errors.ts';
import { withSoundRequests } from './middleware/with-sound-requests.ts';
import { withTimeLimit } from './middleware/with-time-limit.ts';
import { createAccessService } from './services/access/access-service.ts';
import { createAdminService } from './services/admin/admin-service.ts';
import { createCoreHealth } from './services/health/health-service.ts';
import { createInsightService } from './services/insight/insight-service.ts';
import { createLearningService } from './services/learning/learning-service.ts';
import { createPatternService } from './services/pattern/pattern-service.ts';
import { createReflectionServices } from './services/reflection/reflection-services.ts';
import type { ServiceContext } from './services/service-context.ts';
import { createSkillService } from './services/skill/skill-service.ts';
import { unbuiltRpcs } from './services/unbuilt-rpcs.ts';
import { createUsageService } from './services/usage/usage-service.ts';

/** What a server needs besides its services. */
export interface ServeOptions {
  /** Path of the Unix socket; nothing may lie there. */
  readonly socketPath: string;
  /** The agent of a call that names none. */
  readonly defaultAgent: string;
  readonly log: Logger;
}

/** A server that takes calls. */
export interface Serving {
  /** Takes no more calls, waits for those under way, at most the given milliseconds, and ends the rest. */
  stop(limit: number): Promise<void>;
}

const LONGEST_CALL_MILLISECONDS = 120_000;
const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;
const UNLIMITED = -1;

const isWhole = <Definition extends TsProtoServiceDefinition>(
  implementation: object,
  definition: Definition,
): implementation is ServiceImplementation<Definition, CallerContext> =>
  Object.keys(definition.methods).every((key) => key in implementation);

const addService = <Definition extends TsProtoServiceDefinition>(
  server: Pick<Server<CallerContext>, 'add'>,
  definition: Definition,
  built: object,
): void => {
  const implementation = { ...built, ...unbuiltRpcs(definition, built) };
  if (isWhole(implementation, definition)) server.add(guardDefinition(definition), implementation);
};

/** Every service of the contract with those of its rpcs that are built. */
const builtServices = (context: ServiceContext): readonly (readonly [TsProtoServiceDefinition, object])[] => [
  [PatternServiceDefinition, createPatternService(context)],
  [VersionServiceDefinition, {}],
  [UsageServiceDefinition, createUsageService(context)],
  [InsightServiceDefinition, createInsightService(context)],
  [LearningServiceDefinition, createLearningService(context)],
  [ProposalServiceDefinition, {}],
  [SkillServiceDefinition, createSkillService(context)],
  [AccessServiceDefinition, createAccessService()],
  [AdminServiceDefinition, createAdminService(context)],
];

const stopWithin = async (server: Server, limit: number): Promise<void> => {
  const timer = setTimeout(() => server.forceShutdown(), limit);
  try {
    await server.shutdown();
  } finally {
    clearTimeout(timer);
  }
};

/** Starts to take calls of every service on a Unix socket that only this user may use (0600). */
export const serve = async (context: ServiceContext, options: ServeOptions): Promise<Serving> => {
  const { log, socketPath, defaultAgent } = options;
  const drain = new AbortController();
  const resolve = createCallerCache((identity) => resolveSocketCaller(context.engine, identity));
  const server = createServer({
    'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
    'grpc.max_send_message_length': UNLIMITED,
  })
    .use(withCallLog(log))
    .use(withErrors(log));
  const services = builtServices(context);
  const ours = server
    .with(refuseWhileDraining(drain.signal))
    .with(withTimeLimit(LONGEST_CALL_MILLISECONDS))
    .with(withSoundRequests)
    .with(withCaller({ resolve, defaultAgent }));
  for (const [definition, built] of services) addService(ours, definition, built);
  const names = services.map(([definition]) => definition.fullName);
  const health = createCoreHealth(names);
  const lasting = server.with(endWhenDraining(drain.signal));
  lasting.add(health.definition, health.service);
  for (const reflection of createReflectionServices(names)) lasting.add(reflection.definition, reflection.service);
  await server.listen(`unix:${socketPath}`);
  chmodSync(socketPath, 0o600);
  health.set('SERVING');
  return {
    stop: async (limit) => {
      health.set('NOT_SERVING');
      // Lets those who watch the health hear of it before their calls end.
      await new Promise(setImmediate);
      drain.abort();
      await stopWithin(server, limit);
    },
  };
};
