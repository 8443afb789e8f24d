import { BadRequest, ErrorInfo, ErrorReason, Status as RpcStatus } from '@tmws/contract';
import { DomainError, ERROR_REASONS, invalidFields } from '@tmws/domain';
import { expect, test } from 'vitest';
import { statusDetails, statusMessage } from './status-details.ts';
import { STATUS_OF_REASON } from './status-of-reason.ts';
import { toRefusal } from './to-refusal.ts';

const decode = (error: unknown) => {
  const refusal = toRefusal(error, 'request-1');
  const bytes = statusDetails(refusal);
  const status = RpcStatus.decode(bytes);
  const [info, request] = status.details;
  return {
    bytes,
    message: statusMessage(refusal),
    status,
    info: ErrorInfo.decode(info?.value ?? new Uint8Array()),
    request: BadRequest.decode(request?.value ?? new Uint8Array()),
  };
};

test('every reason of the domain is one of the contract and has a status [grpc.error-details]', () => {
  for (const reason of ERROR_REASONS) {
    expect(STATUS_OF_REASON[reason]).toBeGreaterThan(0);
    expect(ErrorReason[reason]).toBeGreaterThan(0);
  }
});

test('the details carry reason, domain and the values of the sentence [grpc.error-details]', () => {
  const { status, info } = decode(new DomainError('NOT_OWNER', 'Not yours.', { metadata: { owner: 'bob' } }));
  expect(status).toMatchObject({ code: 7, message: 'Not yours.' });
  expect(info).toEqual({ reason: 'NOT_OWNER', domain: 'tmws.learning.v1', metadata: { owner: 'bob' } });
});

test('an error that nobody foresaw tells nothing but where the log has more', () => {
  const { status, info } = decode(new TypeError('secret detail'));
  expect(status.code).toBe(13);
  expect(status.message).not.toContain('secret');
  expect(info).toMatchObject({ reason: 'INTERNAL', metadata: { request_id: 'request-1' } });
});

test('a call given up and a call that took too long are told apart', () => {
  expect(decode(new DOMException('x', 'AbortError')).info.reason).toBe('CANCELLED');
  expect(decode(new DOMException('x', 'TimeoutError')).info.reason).toBe('DEADLINE_EXCEEDED');
});

test('the trailer stays below the 8 KiB that clients take, whatever a request did wrong', () => {
  const name = '日本'.repeat(2_000);
  const violations = Array.from({ length: 1_000 }, (_, index) => ({
    field: `tags[${index}]`,
    description: `${name} is wrong.`,
  }));
  const many = decode(invalidFields(violations));
  const long = decode(
    new DomainError('PATTERN_EXISTS', `${name} exists.`, { metadata: { a: name, b: name, c: name, d: name } }),
  );
  for (const { bytes, message } of [many, long]) {
    const percentEncoded = encodeURIComponent(message).length;
    expect((bytes.length * 4) / 3 + percentEncoded).toBeLessThan(8_000);
  }
  expect(many.request.fieldViolations[0]?.field).toBe('tags[0]');
  expect(Object.keys(long.info.metadata)).toContain('a');
  expect(long.message.endsWith('…')).toBe(true);
});
