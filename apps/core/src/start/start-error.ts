import { CORE_EXIT_CODES } from '@tmws/config';

/** Why a core cannot start: one sentence with what to do, and how the process ends. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** A reason of the contract, or one that only a start can have. */
  readonly reason: string;
  readonly exitCode: number;

  constructor(reason: string, message: string, exitCode: number = CORE_EXIT_CODES.failed) {
    super(message);
    this.reason = reason;
    this.exitCode = exitCode;
  }
}
