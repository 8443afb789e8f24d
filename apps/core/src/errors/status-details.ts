import { Any, BadRequest, ErrorInfo, Status as RpcStatus } from '@tmws/contract';
import type { Refusal } from './call-refusal.ts';
import { STATUS_OF_REASON } from './status-of-reason.ts';

/** The domain of all reasons. */
export const ERROR_DOMAIN = 'tmws.learning.v1';

// Clients refuse trailers beyond 8 KiB (gRPC's default), and base64 and percent signs make texts longer on the way.
const LONGEST_MESSAGE = 800;
const LONGEST_VALUE = 300;
const ALL_VALUES = 1_000;
const ALL_VIOLATIONS = 2_000;

const cut = (text: string, bytes: number): string => {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  return `${encoded
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`;
};

/** The first entries that fit into so many bytes together. */
const fitting = <T>(entries: readonly T[], bytes: number, sizeOf: (entry: T) => number): readonly T[] => {
  let used = 0;
  return entries.filter((entry) => {
    used += sizeOf(entry);
    return used <= bytes;
  });
};

const detail = (name: string, value: Uint8Array): Any =>
  Any.fromPartial({ typeUrl: `type.googleapis.com/${name}`, value });

const errorInfo = (refusal: Refusal): Any => {
  const fields = new Set(refusal.violations.map((violation) => violation.field));
  // What the violations say as well comes last, so that it is what is left out where not all fits.
  const values = Object.entries(refusal.metadata)
    .toSorted(([a], [b]) => Number(fields.has(a)) - Number(fields.has(b)))
    .map(([name, value]) => [name, cut(value, LONGEST_VALUE)] as const);
  const metadata = Object.fromEntries(
    fitting(values, ALL_VALUES, ([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value)),
  );
  const info = ErrorInfo.fromPartial({ reason: refusal.reason, domain: ERROR_DOMAIN, metadata });
  return detail('google.rpc.ErrorInfo', ErrorInfo.encode(info).finish());
};

const badRequest = (refusal: Refusal): Any => {
  const violations = refusal.violations.map(({ field, description }) => ({
    field: cut(field, LONGEST_VALUE),
    description: cut(description, LONGEST_VALUE),
  }));
  const fieldViolations = [
    ...fitting(violations, ALL_VIOLATIONS, ({ field, description }) => Buffer.byteLength(field + description)),
  ];
  return detail('google.rpc.BadRequest', BadRequest.encode(BadRequest.fromPartial({ fieldViolations })).finish());
};

/** The sentence of a refusal at a length that every client takes. */
export const statusMessage = (refusal: Refusal): string => cut(refusal.message, LONGEST_MESSAGE);

/** A refusal as a google.rpc.Status: with ErrorInfo, and with BadRequest where fields are bad. */
export const rpcStatus = (refusal: Refusal): RpcStatus =>
  RpcStatus.fromPartial({
    code: STATUS_OF_REASON[refusal.reason],
    message: statusMessage(refusal),
    details: [errorInfo(refusal), ...(refusal.violations.length === 0 ? [] : [badRequest(refusal)])],
  });

/** The bytes of `grpc-status-details-bin`. */
export const statusDetails = (refusal: Refusal): Uint8Array => RpcStatus.encode(rpcStatus(refusal)).finish();
