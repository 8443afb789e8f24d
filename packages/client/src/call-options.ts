import type { CallOptions } from 'nice-grpc';

/** What a call of the client takes besides `signal` and `metadata`. */
export interface ExtraCallOptions {
  /**
   * Milliseconds that the call may take, retries and the start of a core included, or the moment when it ends. Default:
   * 30 s for calls with one answer, none for streams; `Infinity`: none.
   */
  deadline?: number | Date;
  /** W3C trace context of the work that the call is part of. */
  traceparent?: string;
}

/** Everything that a call of the client takes. */
export type TmwsCallOptions = CallOptions & ExtraCallOptions;
