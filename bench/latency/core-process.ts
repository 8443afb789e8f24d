import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, findCore, type TmwsClient } from '@tmws/client';
import { type Config, loadConfig } from '@tmws/config';
import { BENCH_AGENT } from './synthetic-patterns.ts';

/** How long the event loop stood still, in milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** A core that is measured: the built program in a process of its own. */
export interface CoreProcess extends AsyncDisposable {
  readonly config: Config;
  readonly client: TmwsClient;
  readonly pid: number;
  /** Path of its Unix socket. */
  readonly socket: string;
  /** Until calls are answered, in milliseconds from the start of its process. */
  readonly milliseconds: number;
  /** Resident memory, in MB. */
  memory(): number;
  /** What its event loop did since the last time it was asked; only for a core started {@link WITH_LOOP_DELAY}. */
  loopDelay(): Promise<LoopDelay>;
}

const REPOSITORY = join(import.meta.dirname, '..', '..');

/** The core's built program. */
export const CORE_ENTRY = join(REPOSITORY, 'apps', 'core', 'dist', 'main.js');

const LONGEST_START_MILLISECONDS = 60_000;

/** Resident memory of a process in MB; NaN where the system does not tell (it does on Linux). */
export const residentMemory = (pid: number): number => {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN;
  }
};

/** The configuration of everything that a benchmark starts on a data folder. */
export const benchConfig = (dataDir: string): Config =>
  loadConfig(process.env, { dataDir, agent: BENCH_AGENT, namespace: 'default', logLevel: 'warn' });

const whenAnswering = async (config: Config): Promise<string> => {
  const end = performance.now() + LONGEST_START_MILLISECONDS;
  for (;;) {
    const core = await findCore(config);
    if (core?.endpoint.transport === 'unix') return core.endpoint.path;
    if (performance.now() > end) throw new Error(`The core on ${config.dataDir} did not start. See its core.log.`);
    await pause(2);
  }
};

/** Waits until the core has an index of everything and its model is loaded. */
export const whenSettled = async (client: TmwsClient): Promise<void> => {
  for (;;) {
    const { degraded, pendingEmbeddings } = await client.admin.getStatus({});
    if (!degraded && pendingEmbeddings === 0) return;
    await pause(50);
  }
};

/** Loads what tells the delay of the event loop; it costs memory, so that nothing else is measured with it. */
export const WITH_LOOP_DELAY: readonly string[] = ['--import', join(import.meta.dirname, 'loop-delay.ts')];

/**
 * Starts the built core on a data folder. `nodeFlags` come before its program: {@link WITH_LOOP_DELAY}, `--cpu-prof`.
 * Disposing of it ends the process and keeps the folder.
 *
 * @throws Error where the core is not built or does not start
 */
export const startCoreProcess = async (dataDir: string, nodeFlags: readonly string[] = []): Promise<CoreProcess> => {
  if (!existsSync(CORE_ENTRY)) throw new Error('The core is not built. Run npm run build first.');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const config = benchConfig(dataDir);
  const loopFile = join(dataDir, 'bench-loop-delay.json');
  const log = openSync(join(dataDir, 'core.log'), 'a');
  const flags = ['--data-dir', dataDir, '--idle-exit', 'off', '--demand-log', 'on', '--log-level', 'warn'];
  const begin = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, CORE_ENTRY, ...flags], {
    stdio: ['ignore', log, log],
    env: { ...process.env, BENCH_LOOP_DELAY: loopFile },
  });
  const ended = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error('The core could not be started.');
  const socket = await whenAnswering(config);
  const milliseconds = performance.now() - begin;
  const client = await connect(config);
  return {
    config,
    client,
    pid,
    socket,
    milliseconds,
    memory: () => residentMemory(pid),
    loopDelay: async () => {
      rmSync(loopFile, { force: true });
      process.kill(pid, 'SIGUSR2');
      while (!existsSync(loopFile)) await pause(5);
      return JSON.parse(readFileSync(loopFile, 'utf8'));
    },
    [Symbol.asyncDispose]: async () => {
      client.close();
      child.kill('SIGTERM');
      await ended;
    },
  };
};
