import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect, stopCore, type TmwsClient } from '@tmws/client';
import { type Config, loadConfig } from '@tmws/config';
import { type Finished, PROGRAMS, runProgram } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A user of the product: a data folder of its own, the programs, and the core that they start. Stopped and gone afterwards. */
export interface TmwsHome extends AsyncDisposable {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly config: Config;
  /** A client as an agent; the core is started where none runs. */
  client(agent?: string): Promise<TmwsClient>;
  tmws(...args: readonly string[]): Promise<Finished>;
  migrate(...args: readonly string[]): Promise<Finished>;
  /** Process id of the running core. */
  corePid(): Promise<number>;
  coreLog(): Promise<string>;
}

const PASSED_ON = ['PATH', 'HOME', 'LANG', 'NODE_EXTRA_CA_CERTS'];

/** Makes a user with an empty data folder. */
export const tmwsHome = async (extra: NodeJS.ProcessEnv = {}): Promise<TmwsHome> => {
  const folder = await temporaryFolder();
  const dataDir = path.join(folder.path, 'data');
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
    XDG_RUNTIME_DIR: folder.path,
    TMWS_DATA_DIR: dataDir,
    TMWS_AGENT: 'tester',
    TMWS_IDLE_EXIT: '2m',
    ...extra,
  };
  const config = loadConfig(env);
  const clients: TmwsClient[] = [];
  return {
    dataDir,
    env,
    config,
    client: async (agent) => {
      const own = agent === undefined ? config : loadConfig({ ...env, TMWS_AGENT: agent });
      const client = await connect(own, { coreEntry: PROGRAMS.core });
      clients.push(client);
      return client;
    },
    tmws: (...args) => runProgram('cli', args, env),
    migrate: (...args) => runProgram('migrate', args, env),
    corePid: async () => JSON.parse(await readFile(path.join(dataDir, 'core.lock'), 'utf8')).pid,
    coreLog: () => readFile(path.join(dataDir, 'core.log'), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.close();
      await stopCore(config);
      await folder[Symbol.asyncDispose]();
    },
  };
};

/** Waits until every pattern is found by meaning. */
export const untilEmbedded = async (client: TmwsClient): Promise<void> => {
  for (;;) {
    const status = await client.admin.getStatus({});
    if (!status.degraded && status.pendingEmbeddings === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
