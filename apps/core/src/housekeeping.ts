import { LIMITS } from '@tmws/domain';
import { type Clock, purgeDeleted, refreshEffectiveness, type UnitOfWork } from '@tmws/engine';

/** What is done from time to time. */
export interface Housekeeping {
  /** Ends what is under way at its next step, and waits for it. */
  stop(): Promise<void>;
}

/** What housekeeping works with. */
export interface HousekeepingOptions {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const HOUR_MILLISECONDS = 3_600_000;

/** Forgets the answers to requests that are too old to be repeated. */
export const forgetOldRequests = ({ unitOfWork, clock }: Omit<HousekeepingOptions, 'onError'>): Promise<void> => {
  const oldest = new Date(clock.now().getTime() - LIMITS.requestIdHours * HOUR_MILLISECONDS);
  return unitOfWork.write((store) => store.requests.forgetBefore(oldest));
};

/** What is done, one after the other. */
const TASKS: readonly ((
  options: Omit<HousekeepingOptions, 'onError'> & { readonly signal: AbortSignal },
) => Promise<unknown>)[] = [forgetOldRequests, refreshEffectiveness, purgeDeleted];

/** Keeps house at the start, as a core may run for minutes a day only, and then once an hour; never keeps the process alive. */
export const startHousekeeping = (options: HousekeepingOptions): Housekeeping => {
  const ending = new AbortController();
  const { signal } = ending;
  const keepHouse = async (): Promise<void> => {
    for (const task of TASKS) if (!signal.aborted) await task({ ...options, signal }).catch(options.onError);
  };
  let underway = keepHouse();
  const timer = setInterval(() => {
    underway = underway.then(keepHouse);
  }, HOUR_MILLISECONDS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      ending.abort();
      return underway;
    },
  };
};
