import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';

/** An API key as a call carries it, and where its agent wants to work. */
export interface KeyIdentity {
  readonly secret: string;
  /** One of the agent's namespaces; undefined for its default. */
  readonly namespace: string | undefined;
}

/** Who a key stands for. */
export interface RecognisedKey {
  readonly caller: Caller;
  /** Milliseconds from now on for which the key holds; undefined: no end is set. */
  readonly lastsFor: number | undefined;
}

/** What else recognising a key needs. */
export interface KeyOptions {
  /** Told when the use of a key could not be noted; the call goes on. */
  readonly onError: (error: unknown) => void;
}

const invalid = (): DomainError =>
  new DomainError('KEY_INVALID', 'The API key is unknown, expired or revoked. Ask an admin for another one.');

/**
 * The caller behind an API key.
 *
 * @throws DomainError KEY_INVALID
 */
export const resolveKeyCaller = async (
  _engine: Pick<Engine, 'unitOfWork' | 'clock'>,
  _identity: KeyIdentity,
  _options: KeyOptions,
): Promise<RecognisedKey> => {
  throw invalid();
};
