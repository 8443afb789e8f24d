import { closeSync, fstatSync, openSync, readSync, statfsSync } from 'node:fs';
import { type Config, dataPaths } from '@tmws/config';
import type { LaunchedCore } from './launch-core.ts';
import { RemoteError } from './remote-error.ts';

const LONGEST_TAIL_BYTES = 64 * 1024;
const ERROR_LEVEL = 50;
const LEAST_ROOM_BYTES = 16 * 1024;

interface LogLine {
  readonly text: string;
  readonly pid: unknown;
  readonly level: unknown;
  readonly reason: unknown;
}

const readTail = (path: string, start: number): string => {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const from = Math.max(start, size - LONGEST_TAIL_BYTES);
      const buffer = Buffer.alloc(Math.max(size - from, 0));
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
};

const toLogLine = (line: string): LogLine => {
  const bare = { text: line.trim(), pid: undefined, level: undefined, reason: undefined };
  try {
    const fields: unknown = JSON.parse(line);
    if (typeof fields !== 'object' || fields === null) return bare;
    const { msg, pid, level, reason } = { msg: bare.text, ...bare, ...fields };
    return { text: String(msg), pid, level, reason };
  } catch {
    return bare;
  }
};

const isError = ({ level }: LogLine): boolean => typeof level === 'number' && level >= ERROR_LEVEL;

/** How Node begins the message of an error that nobody caught; its stack and its version follow. */
const UNCAUGHT = /^\w*Error\b/;

/** The line that says why: the core's own last error, else any last error, else what Node wrote of its end. */
const tellingLine = (log: string, pid: number | undefined): LogLine | undefined => {
  const lines = log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(toLogLine);
  const errors = lines.filter(isError);
  return (
    errors.findLast((line) => line.pid === pid) ??
    errors.at(-1) ??
    lines.findLast(({ text }) => UNCAUGHT.test(text)) ??
    lines.at(-1)
  );
};

/** Whether a disk has not even the room for a log. */
const isFull = (folder: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEAST_ROOM_BYTES;
  } catch {
    return false;
  }
};

const full = (config: Config): RemoteError =>
  new RemoteError(`The disk of the data folder ${config.dataDir} is full; the core cannot start. Make room on it.`, {
    reason: 'STORAGE_FULL',
    code: 'RESOURCE_EXHAUSTED',
    metadata: { data_dir: config.dataDir },
  });

/** The error of a core that ended before it served, in the words and with the reason of its log. */
export const startFailure = async (config: Config, launched: LaunchedCore): Promise<RemoteError> => {
  const { child, logStart } = launched;
  const { coreLog } = dataPaths(config.dataDir);
  const line = tellingLine(readTail(coreLog, logStart), child.pid);
  if (line === undefined && isFull(config.dataDir)) return full(config);
  const { isContractReason } = await import('./decode-error.ts');
  const reason = typeof line?.reason === 'string' && isContractReason(line.reason) ? line.reason : 'CORE_START_FAILED';
  const ending =
    launched.spawnError()?.message ??
    (child.signalCode === null ? `exit code ${child.exitCode}` : `signal ${child.signalCode}`);
  const message = line?.text ?? `The core ended (${ending}) and wrote nothing to its log ${coreLog}. Start it again.`;
  return new RemoteError(message, { reason, code: 'FAILED_PRECONDITION', metadata: { core_log: coreLog } });
};
