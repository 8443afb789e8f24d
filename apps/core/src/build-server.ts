import { createServer, type Server, type ServiceImplementation, type TsProtoServiceDefinition } from 'nice-grpc';
import type { Logger } from 'pino';
import type { CallerCache } from './caller-cache.ts';
import { guardDefinition } from './messages/guard-definition.ts';
import { forgetCallersAfter } from './middleware/forget-callers.ts';
import { withCallLog } from './middleware/with-call-log.ts';
import { type CallerContext, withCaller } from './middleware/with-caller.ts';
import { endWhenDraining, refuseWhileDraining } from './middleware/with-drain.ts';
import { withErrors } from './middleware/with-errors.ts';
import { withScope } from './middleware/with-scope.ts';
import { withSoundRequests } from './middleware/with-sound-requests.ts';
import { withTimeLimit } from './middleware/with-time-limit.ts';
import type { CoreHealth } from './services/health/health-service.ts';
import type { createReflectionServices } from './services/reflection/reflection-services.ts';
import { unbuiltRpcs } from './services/unbuilt-rpcs.ts';
import type { Tracing } from './telemetry/start-tracing.ts';

/** What the servers of one core share: the socket's and that of TCP. */
export interface ServerParts {
  /** Every service of the contract with those of its rpcs that are built. */
  readonly services: readonly (readonly [TsProtoServiceDefinition, object])[];
  readonly health: CoreHealth;
  readonly reflections: ReturnType<typeof createReflectionServices>;
  readonly callers: CallerCache;
  /** The agent of a call over the socket that names none. */
  readonly defaultAgent: string;
  /** Aborts when the core ends. */
  readonly drain: AbortSignal;
  readonly log: Logger;
  /** Undefined: nobody is told. */
  readonly tracing: Tracing | undefined;
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

/**
 * Makes a server of all services that does not listen yet. Health needs no credentials; over TCP everything else does,
 * reflection too.
 */
export const buildServer = (transport: 'socket' | 'tcp', parts: ServerParts): Server => {
  const { callers, defaultAgent, drain, log, health, tracing } = parts;
  const bare = createServer({
    'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
    'grpc.max_send_message_length': UNLIMITED,
  });
  const server = (tracing === undefined ? bare : bare.use(tracing.middleware))
    .use(withCallLog(log))
    .use(withErrors(log));
  const recognition = withCaller({ transport, resolve: callers.resolve, defaultAgent });
  const ours = server
    .with(refuseWhileDraining(drain))
    .with(withTimeLimit(LONGEST_CALL_MILLISECONDS))
    .with(recognition)
    .with(withScope)
    .with(withSoundRequests)
    .with(forgetCallersAfter(callers.forget));
  for (const [definition, built] of parts.services) addService(ours, definition, built);
  const lasting = server.with(endWhenDraining(drain));
  lasting.add(health.definition, health.service);
  const describing = transport === 'tcp' ? lasting.with(recognition) : lasting;
  for (const reflection of parts.reflections) describing.add(reflection.definition, reflection.service);
  return server;
};
