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
import { type Engine, resolveKeyCaller, resolveSocketCaller } from '@tmws/engine';
import type { Server, TsProtoServiceDefinition } from 'nice-grpc';
import type { Logger } from 'pino';
import { buildServer } from './build-server.ts';
import { type CallerCache, createCallerCache } from './caller-cache.ts';
import { listenOnTcp } from './listen-on-tcp.ts';
import { createAccessService } from './services/access/access-service.ts';
import { createAdminService } from './services/admin/admin-service.ts';
import { createCoreHealth } from './services/health/health-service.ts';
import { createInsightService } from './services/insight/insight-service.ts';
import { createLearningService } from './services/learning/learning-service.ts';
import { createPatternService } from './services/pattern/pattern-service.ts';
import { createProposalService } from './services/proposal/proposal-service.ts';
import { createReflectionServices } from './services/reflection/reflection-services.ts';
import type { ServiceContext } from './services/service-context.ts';
import { createSkillService } from './services/skill/skill-service.ts';
import { createUsageService } from './services/usage/usage-service.ts';
import { createVersionService } from './services/version/version-service.ts';
import type { TcpListener } from './start/read-tcp-listener.ts';
import type { Tracing } from './telemetry/start-tracing.ts';

/** What a server needs besides its services. */
export interface ServeOptions {
  /** Path of the Unix socket; nothing may lie there. */
  readonly socketPath: string;
  /** The agent of a call that names none. */
  readonly defaultAgent: string;
  /** Where to take calls besides, over TCP; undefined: nowhere. */
  readonly tcp: TcpListener | undefined;
  readonly log: Logger;
  /** Undefined: nobody is told. */
  readonly tracing?: Tracing | undefined;
}

/** A server that takes calls. */
export interface Serving {
  /** Where it takes calls over TCP, with the port that it got, as a client's TMWS_ADDRESS has it. */
  readonly tcpAddress: string | undefined;
  /** Takes no more calls, waits for those under way, at most the given milliseconds, and ends the rest. */
  stop(limit: number): Promise<void>;
}

/** Every service of the contract with those of its rpcs that are built. */
const builtServices = (context: ServiceContext): readonly (readonly [TsProtoServiceDefinition, object])[] => [
  [PatternServiceDefinition, createPatternService(context)],
  [VersionServiceDefinition, createVersionService(context)],
  [UsageServiceDefinition, createUsageService(context)],
  [InsightServiceDefinition, createInsightService(context)],
  [LearningServiceDefinition, createLearningService(context)],
  [ProposalServiceDefinition, createProposalService(context)],
  [SkillServiceDefinition, createSkillService(context)],
  [AccessServiceDefinition, createAccessService(context)],
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

const rememberCallers = (engine: Engine, log: Logger): CallerCache =>
  createCallerCache({
    socket: (identity) => resolveSocketCaller(engine, identity),
    key: (identity) =>
      resolveKeyCaller(engine, identity, {
        onError: (error) => log.warn({ err: error }, 'The use of an API key could not be noted'),
      }),
  });

/**
 * Starts to take calls of every service on a Unix socket that only this user may use (0600), and over TCP where it is
 * told to.
 *
 * @throws StartError LISTEN_FAILED
 */
export const serve = async (context: ServiceContext, options: ServeOptions): Promise<Serving> => {
  const { log, socketPath, defaultAgent, tcp, tracing } = options;
  const drain = new AbortController();
  const services = builtServices(context);
  const names = services.map(([definition]) => definition.fullName);
  const health = createCoreHealth(names);
  const parts = {
    services,
    health,
    reflections: createReflectionServices(names),
    callers: rememberCallers(context.engine, log),
    defaultAgent,
    drain: drain.signal,
    log,
    tracing,
  };
  const socketServer = buildServer('socket', parts);
  const tcpServer = tcp === undefined ? undefined : buildServer('tcp', parts);
  const tcpAddress = tcp && tcpServer && (await listenOnTcp(tcpServer, tcp));
  try {
    await socketServer.listen(`unix:${socketPath}`);
  } catch (error) {
    tcpServer?.forceShutdown();
    throw error;
  }
  chmodSync(socketPath, 0o600);
  health.set('SERVING');
  const servers = tcpServer === undefined ? [socketServer] : [socketServer, tcpServer];
  return {
    tcpAddress,
    stop: async (limit) => {
      health.set('NOT_SERVING');
      // Lets those who watch the health hear of it before their calls end.
      await new Promise(setImmediate);
      drain.abort();
      await Promise.all(servers.map((server) => stopWithin(server, limit)));
    },
  };
};
