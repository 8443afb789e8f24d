import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Channel, credentials } from '@grpc/grpc-js';
import { type Config, loadConfig } from '@tmws/config';
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
import { createClientFactory, Metadata } from 'nice-grpc';
import { pino } from 'pino';
import { type Core, createCore } from '../create-core.ts';

/** Settings by variable. */
export type Variables = Readonly<Record<string, string>>;

/** A folder for data and sockets that is removed with the test. */
export interface TestFolder extends Disposable {
  readonly path: string;
  readonly config: (variables?: Variables) => Config;
}

/** Makes a folder with nothing in it. */
export const makeTestFolder = (): TestFolder => {
  const path = mkdtempSync(join(tmpdir(), 'tmws-core-'));
  return {
    path,
    config: (variables = {}) =>
      loadConfig({
        XDG_RUNTIME_DIR: path,
        TMWS_DATA_DIR: join(path, 'data'),
        TMWS_AGENT: 'default-agent',
        ...variables,
      }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
};

/** Clients of every service that tests call, as one agent. */
export const clientsOf = (address: string, identity: Variables = {}) => {
  // The channels of nice-grpc add a port to the path of a socket.
  const channel = new Channel(address, credentials.createInsecure(), {});
  const factory = createClientFactory();
  const options = { '*': { metadata: Metadata(identity) } };
  return {
    channel,
    patterns: factory.create(PatternServiceDefinition, channel, options),
    versions: factory.create(VersionServiceDefinition, channel, options),
    usage: factory.create(UsageServiceDefinition, channel, options),
    insight: factory.create(InsightServiceDefinition, channel, options),
    learning: factory.create(LearningServiceDefinition, channel, options),
    proposals: factory.create(ProposalServiceDefinition, channel, options),
    skills: factory.create(SkillServiceDefinition, channel, options),
    access: factory.create(AccessServiceDefinition, channel, options),
    admin: factory.create(AdminServiceDefinition, channel, options),
    [Symbol.dispose]: () => channel.close(),
  };
};

/** The clients of {@link clientsOf}. */
export type Clients = ReturnType<typeof clientsOf>;

/** A core in this process on a folder of its own, and how to reach it. */
export interface TestCore extends AsyncDisposable {
  readonly core: Core;
  readonly config: Config;
  /** Clients of an agent; all are closed with the core. */
  readonly as: (agent: string, namespace?: string) => Clients;
}

/** Starts a core in this process. */
export const startTestCore = async (variables: Variables = {}, folder = makeTestFolder()): Promise<TestCore> => {
  const config = folder.config(variables);
  const core = await createCore(config, { log: pino({ level: 'silent' }) });
  const opened: Clients[] = [];
  return {
    core,
    config,
    as: (agent, namespace) => {
      const identity = { 'x-tmws-agent': agent, ...(namespace === undefined ? {} : { 'x-tmws-namespace': namespace }) };
      const clients = clientsOf(core.address, identity);
      opened.push(clients);
      return clients;
    },
    [Symbol.asyncDispose]: async () => {
      for (const clients of opened) clients.channel.close();
      await core.close();
      folder[Symbol.dispose]();
    },
  };
};
