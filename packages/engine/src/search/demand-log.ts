import type { Clock } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/store.ts';

/** Searches are remembered so many days. */
export const KEPT_DAYS = 90;

/** One search, remembered as demand. */
export interface Demand {
  readonly namespace: string;
  readonly agentId: string;
  readonly query: string;
  /** Of the best hit; undefined where nothing was found. */
  readonly bestSimilarity: number | undefined;
}

/** Remembers what agents searched for. A crash may lose the last minute of it. */
export interface DemandLog {
  /** With `off` the text of a request is stored nowhere. */
  readonly mode: 'on' | 'off';
  note(demand: Demand): void;
  /** Writes what is buffered. When it returns, every search noted before the call is written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What a demand log works with. */
export interface DemandLogOptions {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  /** With `off` nothing is remembered. */
  readonly mode: 'on' | 'off';
  readonly onError: (error: unknown) => void;
}

const FLUSH_MILLISECONDS = 60_000;
/** Searches that are too old go so often even where none is added. */
const FORGET_MILLISECONDS = 3_600_000;
const BUFFERED = 200;
/** Kept while nothing can be written; older searches are let go. */
const MOST_BUFFERED = 1_000;

/** Makes the demand log of one core. */
export const createDemandLog = (options: DemandLogOptions): DemandLog => {
  let buffered: (Demand & { readonly id: string; readonly at: Date })[] = [];
  let writing: Promise<void> | undefined;
  let forgotten: Date | undefined;
  const oldest = (): Date => new Date(options.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  const write = async (): Promise<void> => {
    if (buffered.length === 0) return;
    const entries = buffered;
    buffered = [];
    try {
      await options.unitOfWork.write(async (store) => {
        await store.demand.insertMany(entries);
        await store.demand.forgetBefore(oldest());
      });
    } catch (error) {
      buffered = [...entries, ...buffered].slice(-MOST_BUFFERED);
      throw error;
    }
  };
  const flush = async (): Promise<void> => {
    // What another flush has taken is written when that one is done.
    const own = writing === undefined ? write() : writing.catch(() => undefined).then(write);
    writing = own;
    try {
      await own;
    } finally {
      if (writing === own) writing = undefined;
    }
  };
  const tend = async (): Promise<void> => {
    await flush();
    const now = options.clock.now();
    if (forgotten !== undefined && now.getTime() - forgotten.getTime() < FORGET_MILLISECONDS) return;
    forgotten = now;
    await options.unitOfWork.write((store) => store.demand.forgetBefore(oldest()));
  };
  const timer = setInterval(() => tend().catch(options.onError), FLUSH_MILLISECONDS);
  timer.unref();
  return {
    mode: options.mode,
    note: (demand) => {
      if (options.mode === 'off') return;
      buffered.push({ ...demand, id: options.newId(), at: options.clock.now() });
      if (buffered.length % BUFFERED === 0) flush().catch(options.onError);
    },
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
};
