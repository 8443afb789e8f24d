import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, startCore, stopCore } from '@tmws/client';
import { socketPath } from '@tmws/config';
import { benchConfig, CORE_ENTRY, residentMemory, whenSettled } from '../latency/core-process.ts';
import { connectRaw, HEALTH_PATH } from '../latency/raw-calls.ts';
import { BENCH_AGENT } from '../latency/synthetic-patterns.ts';
import { type Times, timesOf } from '../latency/timing.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');

const built = (app: string, program: string): string => join(REPOSITORY, 'apps', app, 'dist', `${program}.js`);

/** The built programs that people start. */
export const PROGRAMS = { mcp: built('mcp', 'tmws-mcp'), cli: built('cli', 'tmws') } as const;

const INITIALIZE = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
})}\n`;

const SERVING = Buffer.from([8, 1]);
const SETTLING_MILLISECONDS = 1_500;

const environmentOf = (dataDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  TMWS_DATA_DIR: dataDir,
  TMWS_AGENT: BENCH_AGENT,
  TMWS_NAMESPACE: 'default',
});

/** Does the work so many times after once for nothing, so that files are in the cache, and gives what each took. */
export const repeat = async (times: number, work: () => Promise<number>): Promise<Times> => {
  await work();
  const milliseconds: number[] = [];
  for (let round = 0; round < times; round += 1) milliseconds.push(await work());
  return timesOf(milliseconds);
};

/** Milliseconds from the start of a Node program to its end. @throws Error where it fails */
export const timeProgram = async (
  argv: readonly string[],
  { dataDir }: { readonly dataDir: string },
): Promise<number> => {
  const begin = performance.now();
  const child = spawn(process.execPath, [...argv], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environmentOf(dataDir),
  });
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - begin;
  if (code !== 0) throw new Error(`node ${argv.join(' ')} ended with code ${code}.`);
  return milliseconds;
};

/** What a start of `tmws-mcp` took, in milliseconds, and its memory in MB where it was waited for. */
export interface McpStart {
  readonly milliseconds: number;
  readonly memory: number;
}

/** Starts `tmws-mcp`, asks it to initialize and ends it; with `idle` it rests for a while before its memory is read. */
export const startMcp = async (dataDir: string, { rest }: { readonly rest: 'none' | 'idle' }): Promise<McpStart> => {
  const begin = performance.now();
  const child = spawn(process.execPath, [PROGRAMS.mcp], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: environmentOf(dataDir),
  });
  const ended = once(child, 'exit');
  child.stdin.write(INITIALIZE);
  const lines = createInterface(child.stdout);
  const [answer] = await once(lines, 'line');
  const milliseconds = performance.now() - begin;
  if (!String(answer).includes('"serverInfo"')) throw new Error(`tmws-mcp answered ${answer}`);
  if (rest === 'idle') await pause(SETTLING_MILLISECONDS);
  const memory = residentMemory(child.pid ?? 0);
  lines.close();
  child.kill();
  await ended;
  return { milliseconds, memory };
};

/** Keeps a core running on the folder until it is disposed of; its model is loaded. */
export const runningCore = async (dataDir: string): Promise<AsyncDisposable & { memory(): number }> => {
  const config = benchConfig(dataDir);
  const { core } = await startCore(config, { coreEntry: CORE_ENTRY, idleExit: 'off' });
  await using client = await connect(config);
  await whenSettled(client);
  return {
    memory: () => residentMemory(core.pid),
    [Symbol.asyncDispose]: async () => void (await stopCore(config)),
  };
};

/** Ends the core of a folder, if one runs or is about to. */
export const endCore = async (dataDir: string): Promise<void> => {
  const config = benchConfig(dataDir);
  // One that was started behind a frontend may not have its record yet: starting it again waits for it.
  await startCore(config, { coreEntry: CORE_ENTRY, idleExit: 'off' });
  await stopCore(config);
};

/** What a start of the core took, in milliseconds from the start of its process. */
export interface CoreStart {
  /** Until its health is SERVING. */
  readonly serving: number;
  /** Until nothing is degraded: index compared, model loaded. */
  readonly whole: number;
  /** Resident memory once whole, in MB. */
  readonly memory: number;
}

const isServing = async (socket: string): Promise<boolean> => {
  if (!existsSync(socket)) return false;
  using client = connectRaw(socket);
  const answer = await client.call(HEALTH_PATH, new Uint8Array()).catch(() => Buffer.alloc(0));
  return SERVING.equals(answer);
};

/** Starts a core on the folder, watches it become ready, and ends it. */
export const timeCoreStart = async (dataDir: string): Promise<CoreStart> => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const config = benchConfig(dataDir);
  const socket = socketPath(config);
  rmSync(socket, { force: true });
  const log = openSync(join(dataDir, 'core.log'), 'a');
  const begin = performance.now();
  const child = spawn(process.execPath, [CORE_ENTRY, '--data-dir', dataDir, '--idle-exit', 'off'], {
    stdio: ['ignore', log, log],
    env: environmentOf(dataDir),
  });
  const ended = once(child, 'exit');
  while (!(await isServing(socket))) await pause(1);
  const serving = performance.now() - begin;
  const whole = await (async () => {
    await using client = await connect(config);
    await whenSettled(client);
    return performance.now() - begin;
  })();
  const memory = residentMemory(child.pid ?? 0);
  child.kill('SIGTERM');
  await ended;
  return { serving, whole, memory };
};
