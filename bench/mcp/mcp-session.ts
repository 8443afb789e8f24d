import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { residentMemory } from '../latency/core-process.ts';
import { BENCH_AGENT } from '../latency/synthetic-patterns.ts';
import { PROGRAMS } from '../startup/processes.ts';

/** What a start took, in milliseconds. */
export interface ProgramStart {
  /** On the clock. */
  readonly wall: number;
  /** Of processors, all threads of the process; NaN where the system does not tell (it does on Linux). */
  readonly processor: number;
}

/** A running `tmws-mcp` that has answered initialize. */
export interface McpSession extends AsyncDisposable {
  readonly start: ProgramStart;
  /** Sends a request and gives its result. @throws Error where it is refused */
  request(method: string, params: object): Promise<Readonly<Record<string, unknown>>>;
  /** Resident memory, in MB. */
  memory(): number;
}

const NANOSECONDS = 1e6;

/** Milliseconds of processors that a process has taken so far. */
const processorTime = (pid: number): number => {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const times = tasks.map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return times.reduce((sum, time) => sum + time, 0) / NANOSECONDS;
  } catch {
    return Number.NaN;
  }
};

const environmentOf = (dataDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  TMWS_DATA_DIR: dataDir,
  TMWS_AGENT: BENCH_AGENT,
  TMWS_NAMESPACE: 'default',
});

const startOf = (child: ChildProcess, begin: number): ProgramStart => {
  const wall = performance.now() - begin;
  return { wall, processor: processorTime(child.pid ?? 0) };
};

/** Starts a Node that does nothing but say that it runs, and ends it: what no program on Node can be faster than. */
export const startBareNode = async (): Promise<ProgramStart> => {
  const begin = performance.now();
  const child = spawn(process.execPath, ['-e', "process.stdout.write('x');setInterval(()=>{},1e6)"], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const start = startOf(child, begin);
  child.kill();
  await once(child, 'exit');
  return start;
};

/** Starts `tmws-mcp` on a data folder, with a program of the same name of another build where one is given. */
export const openMcpSession = async (dataDir: string, program: string = PROGRAMS.mcp): Promise<McpSession> => {
  const begin = performance.now();
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'], env: environmentOf(dataDir) });
  const ended = once(child, 'exit');
  const waiting = new Map<number, (line: string) => void>();
  createInterface(child.stdout).on('line', (line) => {
    const { id } = JSON.parse(line);
    waiting.get(id)?.(line);
    waiting.delete(id);
  });
  let last = 0;
  const ask = (method: string, params: object): Promise<string> => {
    last += 1;
    const id = last;
    const answer = new Promise<string>((resolve, reject) => {
      waiting.set(id, resolve);
      void ended.then(() => reject(new Error('tmws-mcp ended.')));
    });
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return answer;
  };
  const clientInfo = { name: 'bench', version: '1' };
  const hello = await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
  const start = startOf(child, begin);
  if (!hello.includes('"serverInfo"')) throw new Error(`tmws-mcp answered ${hello}`);
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    start,
    request: async (method, params) => {
      const line = await ask(method, params);
      const { result } = JSON.parse(line);
      if (result === undefined || result.isError === true) throw new Error(`tmws-mcp refused ${method}: ${line}`);
      return result;
    },
    memory: () => residentMemory(child.pid ?? 0),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
};
