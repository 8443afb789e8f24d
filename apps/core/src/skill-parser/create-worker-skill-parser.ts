import { Worker } from 'node:worker_threads';
import { DomainError } from '@tmws/domain';
import type { SkillParser } from '@tmws/engine';
import type { SkillCandidate, SkillVerdict } from '@tmws/skills';
import type { ParseAnswer, ParseOrder, ParseTask } from './parse-messages.ts';
import { unjudgedSkill, unparsedSkill } from './unparsed-skill.ts';

/** A parser that also judges skills, off the event loop. */
export interface WorkerSkillParser extends SkillParser {
  /** As `validateSkill` does. */
  validate(candidate: SkillCandidate): Promise<SkillVerdict>;
}

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

const whyNot = (answer: ParseAnswer): string => ('failure' in answer ? answer.failure : 'it was mistaken for another.');

/**
 * Understands, scans and judges skills in a thread of its own, one after the other. A skill that breaks the thread or
 * takes too long is answered with a finding, and the next one gets a new thread.
 */
export const createWorkerSkillParser = (options: SkillParserOptions = {}): WorkerSkillParser => {
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

  const ask = async (task: ParseTask): Promise<ParseAnswer> => {
    if (isClosed) throw new DomainError('CORE_DRAINING', 'The core is ending. Try again in a moment.');
    const thread = threadFor();
    lastId += 1;
    const order: ParseOrder = { id: lastId, ...task };
    const { promise, resolve } = Promise.withResolvers<ParseAnswer>();
    const giveUp = (failure: string): void => resolve({ id: order.id, failure });
    const onMessage = (answer: ParseAnswer): void => {
      if (answer.id === order.id) resolve(answer);
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

  const askInTurn = (task: ParseTask): Promise<ParseAnswer> => {
    const answer = last.then(() => ask(task));
    last = answer.catch(() => undefined);
    return answer;
  };

  return {
    parse: async (folder) => {
      const answer = await askInTurn({ folder });
      return 'parsed' in answer ? answer.parsed : unparsedSkill(folder, whyNot(answer));
    },
    validate: async (candidate) => {
      const answer = await askInTurn({ candidate });
      return 'verdict' in answer ? answer.verdict : unjudgedSkill(whyNot(answer));
    },
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      await worker?.terminate();
    },
  };
};
