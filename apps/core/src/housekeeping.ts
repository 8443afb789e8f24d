import { LIMITS } from '@tmws/domain';
import type { Clock, UnitOfWork } from '@tmws/engine';

/** What is done from time to time. */
export interface Housekeeping {
  stop(): void;
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

/** Keeps house once an hour, and never keeps the process alive. */
export const startHousekeeping = (options: HousekeepingOptions): Housekeeping => {
  const timer = setInterval(() => forgetOldRequests(options).catch(options.onError), HOUR_MILLISECONDS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
