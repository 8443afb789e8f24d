import type { Clock } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/store.ts';

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
  note(demand: Demand): void;
  /** Writes what is buffered. */
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
const BUFFERED = 200;
/** Kept while nothing can be written; older searches are let go. */
const MOST_BUFFERED = 1_000;
const KEPT_DAYS = 90;

/** Makes the demand log of one core. */
export const createDemandLog = (options: DemandLogOptions): DemandLog => {
  let buffered: (Demand & { readonly id: string; readonly at: Date })[] = [];
  const flush = async (): Promise<void> => {
    if (buffered.length === 0) return;
    const entries = buffered;
    buffered = [];
    const oldest = new Date(options.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    try {
      await options.unitOfWork.write(async (store) => {
        await store.demand.insertMany(entries);
        await store.demand.forgetBefore(oldest);
      });
    } catch (error) {
      buffered = [...entries, ...buffered].slice(-MOST_BUFFERED);
      throw error;
    }
  };
  const timer = setInterval(() => flush().catch(options.onError), FLUSH_MILLISECONDS);
  timer.unref();
  return {
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
