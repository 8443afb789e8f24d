import { type Any, BadRequest, ErrorInfo, ErrorReason, RetryInfo, Status } from '@tmws/contract';
import { ClientError, Status as GrpcStatus, type Metadata } from 'nice-grpc';
import { tooLargeMessage } from './message-limit.ts';
import { RemoteError, type RemoteReason, STATUS_NAMES, type StatusName } from './remote-error.ts';

const DETAILS = 'grpc-status-details-bin';
const DOMAIN = 'tmws.learning.v1';

/** Reason of an error that carries none, where the status leaves no doubt: it never reached a handler. */
const REASON_OF_CODE: Readonly<Partial<Record<StatusName, RemoteReason>>> = {
  CANCELLED: 'CANCELLED',
  DEADLINE_EXCEEDED: 'DEADLINE_EXCEEDED',
  UNIMPLEMENTED: 'NOT_IMPLEMENTED',
  UNAVAILABLE: 'CORE_UNREACHABLE',
};

/**
 * What grpc-js says, as INTERNAL, of a stream that closed in good order without a status, since the core went away, and
 * of one whose connection broke under it, as when the core ends a TLS handshake that the client took for done.
 */
const CONNECTION_ENDED =
  /^Received RST_STREAM with code (?:0\b|2 triggered by internal client error: .*(?:SSL routines|EPIPE))/s;

/** Whether the text is a reason that this version's contract knows. */
export const isContractReason = (text: string): text is Exclude<keyof typeof ErrorReason, 'UNSPECIFIED'> =>
  Object.hasOwn(ErrorReason, text) && text !== 'UNSPECIFIED';

interface Decoder<Detail> {
  readonly name: string;
  decode(input: Uint8Array): Detail;
}

const ERROR_INFO: Decoder<ErrorInfo> = { name: 'google.rpc.ErrorInfo', decode: ErrorInfo.decode };
const BAD_REQUEST: Decoder<BadRequest> = { name: 'google.rpc.BadRequest', decode: BadRequest.decode };
const RETRY_INFO: Decoder<RetryInfo> = { name: 'google.rpc.RetryInfo', decode: RetryInfo.decode };

const detailsOf = (trailer: Metadata | undefined): readonly Any[] => {
  const bytes = trailer?.get(DETAILS);
  return bytes === undefined || typeof bytes === 'string' ? [] : Status.decode(bytes).details;
};

const detail = <Detail>(details: readonly Any[], { name, decode }: Decoder<Detail>): Detail | undefined => {
  const found = details.find(({ typeUrl }) => typeUrl.endsWith(`/${name}`));
  return found && decode(found.value);
};

const readDetails = (trailer: Metadata | undefined): readonly Any[] => {
  try {
    return detailsOf(trailer);
  } catch {
    // Details that cannot be read, from something between us and the core, must not hide the status itself.
    return [];
  }
};

/** The sentence of an error whose details are not the core's own words. */
const plainMessage = (reason: RemoteReason, details: string): string => {
  if (reason === 'CORE_UNREACHABLE') return `The core does not answer: ${details}`;
  if (reason === 'DEADLINE_EXCEEDED') return 'The core did not answer in time. Try again, or see what its log says.';
  return details;
};

const fromTooLarge = (error: ClientError): RemoteError | undefined => {
  const found = error.code === GrpcStatus.RESOURCE_EXHAUSTED ? tooLargeMessage(error.details) : undefined;
  if (found === undefined) return undefined;
  return new RemoteError(found.text, {
    reason: 'MESSAGE_TOO_LARGE',
    code: 'RESOURCE_EXHAUSTED',
    metadata: { too_large: found.which, limit_bytes: String(found.limitBytes) },
    cause: error,
  });
};

const fromClientError = (error: ClientError, trailer: Metadata | undefined): RemoteError => {
  const details = readDetails(trailer);
  const info = detail(details, ERROR_INFO);
  const delay = detail(details, RETRY_INFO)?.retryDelay;
  const tooLarge = info === undefined ? fromTooLarge(error) : undefined;
  if (tooLarge !== undefined) return tooLarge;
  const code = CONNECTION_ENDED.test(error.details) ? 'UNAVAILABLE' : (STATUS_NAMES[error.code] ?? 'UNKNOWN');
  const known = info?.domain === DOMAIN && isContractReason(info.reason) ? info.reason : undefined;
  const reason = known ?? (info === undefined ? REASON_OF_CODE[code] : undefined) ?? 'UNKNOWN';
  const message = known === undefined ? plainMessage(reason, error.details) : error.details;
  return new RemoteError(message === '' ? `The core answered ${code} without a message.` : message, {
    reason,
    code,
    metadata: info?.metadata ?? {},
    violations: (detail(details, BAD_REQUEST)?.fieldViolations ?? []).map(({ field, description }) => ({
      field,
      description,
    })),
    retryDelay: delay && Number(delay.seconds) * 1_000 + delay.nanos / 1_000_000,
    cause: error,
  });
};

const isAbort = (error: unknown, signal: AbortSignal | undefined): boolean =>
  (signal?.aborted === true && error === signal.reason) || (error instanceof Error && error.name === 'AbortError');

/** What is known of a call that threw. */
export interface CallEnd {
  /** Metadata at the end of the answer, which carries the details. */
  readonly trailer?: Metadata | undefined;
  /** The signal that the call ran under; it may have ended it with a reason of its own. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one way from whatever a call threw to a {@link RemoteError}. Anything that did not come from the call, a defect
 * of this program, is returned as it is.
 */
export const decodeError = (error: unknown, { trailer, signal }: CallEnd): unknown => {
  if (error instanceof ClientError) return fromClientError(error, trailer);
  if (!isAbort(error, signal)) return error;
  return new RemoteError('The call was cancelled.', { reason: 'CANCELLED', code: 'CANCELLED', cause: error });
};
