import { Worker } from 'node:worker_threads';
import { DomainError, type SkillFolder } from '@tmws/domain';
import type { ScannedSkill, SkillParser } from '@tmws/engine';
import type { ParseAnswer, ParseOrder } from './parse-messages.ts';
import { unparsedSkill } from './unparsed-skill.ts';

/** How a parser differs from the core's own. */
export interface SkillParserOptions {
  /** The time that one skill may take, in milliseconds; default 10,000. */
  readonly limit?: number;
  /** Starts the thread; default: the one that runs the skills package. */
  readonly startWorker?: () => Worker;
}

const LIMIT_MILLISECONDS = 10_000;
const HEAP_MEGABYTES = 512;
/** A thread that nobody asks for so long ends: the garbage of a large import would stay in its heap for ever. */
const IDLE_MILLISECONDS = 5_000;

/** The thread runs from source as well as built, whatever this file is. */
const startParseWorker = (): Worker => {
  const file = import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js';
  return new Worker(new URL(file, import.meta.url), {
    name: 'skill-parser',
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
};

/**
 * Understands and scans skills in a thread of its own, one after the other. A skill that breaks the thread or takes too
 * long is answered with its name and a finding, and the next one gets a new thread.
 */
export const createWorkerSkillParser = (options: SkillParserOptions = {}): SkillParser => {
  const { limit = LIMIT_MILLISECONDS, startWorker = startParseWorker } = options;
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let lastId = 0;
  let isClosed = false;
  let idle: NodeJS.Timeout | undefined;

  const endWhenIdle = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      const ending = worker;
      worker = undefined;
      void ending?.terminate();
    }, IDLE_MILLISECONDS);
    idle.unref();
  };

  const threadFor = (): Worker => {
    clearTimeout(idle);
    if (worker !== undefined) return worker;
    const started = startWorker();
    started.unref();
    const forget = (): void => {
      if (worker === started) worker = undefined;
    };
    started.on('error', forget);
    started.on('exit', forget);
    worker = started;
    return started;
  };

  const ask = async (folder: SkillFolder): Promise<ScannedSkill> => {
    if (isClosed) throw new DomainError('CORE_DRAINING', 'The core is ending. Try again in a moment.');
    const thread = threadFor();
    lastId += 1;
    const order: ParseOrder = { id: lastId, folder };
    const { promise, resolve } = Promise.withResolvers<ScannedSkill>();
    const giveUp = (why: string): void => resolve(unparsedSkill(folder, why));
    const onMessage = (answer: ParseAnswer): void => {
      if (answer.id !== order.id) return;
      if ('parsed' in answer) resolve(answer.parsed);
      else giveUp(answer.failure);
    };
    const onError = (error: unknown): void => giveUp(error instanceof Error ? error.message : String(error));
    const onExit = (): void => giveUp('the thread that read it ended.');
    const timer = setTimeout(() => {
      giveUp(`it took longer than ${limit / 1_000} seconds.`);
      worker = undefined;
      void thread.terminate();
    }, limit);
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.postMessage(order);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
      endWhenIdle();
    }
  };

  return {
    parse: (folder) => {
      const parsed = last.then(() => ask(folder));
      last = parsed.catch(() => undefined);
      return parsed;
    },
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      await worker?.terminate();
    },
  };
};
