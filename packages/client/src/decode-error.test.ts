import { ClientError, Status } from 'nice-grpc';
import { describe, expect, test } from 'vitest';
import { decodeError } from './decode-error.ts';

const end = (code: Status, details: string): unknown =>
  decodeError(new ClientError('/tmws.learning.v1.AdminService/GetStatus', code, details), {});

describe('the error of a call', () => {
  test('that a core left without an answer when it ended says so, and may be tried again', () => {
    expect(end(Status.INTERNAL, 'Received RST_STREAM with code 0 (Call ended without gRPC status)')).toMatchObject({
      reason: 'CORE_UNREACHABLE',
      code: 'UNAVAILABLE',
    });
  });

  test('whose connection broke under it says so, and may be tried again', () => {
    const alert = '40BD:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required';
    for (const why of [alert, 'write EPIPE']) {
      const details = `Received RST_STREAM with code 2 triggered by internal client error: ${why}`;
      expect(end(Status.INTERNAL, details)).toMatchObject({ reason: 'CORE_UNREACHABLE', code: 'UNAVAILABLE' });
    }
  });

  test('that ran out of time says what to do', () => {
    expect(end(Status.DEADLINE_EXCEEDED, 'Deadline exceeded')).toMatchObject({
      reason: 'DEADLINE_EXCEEDED',
      message: 'The core did not answer in time. Try again, or see what its log says.',
    });
  });

  test.each([
    ['Attempted to send message with a size larger than 4194304', 'request'],
    ['Received message larger than max (5242889 vs 4194304)', 'answer'],
    ['Received message that decompresses to a size larger than 4194304', 'answer'],
    ['Received message larger than max (3145738 vs 2097152)', 'request'],
    ['Sent message larger than max (3145738 vs. 2097152)', 'answer'],
  ])('that grpc refuses by its size says which, the limit and what to do: %s', (details, which) => {
    const [limit, size] = /4194304/.test(details) ? ['4194304', '4 MiB'] : ['2097152', '2 MiB'];
    const error = end(Status.RESOURCE_EXHAUSTED, details);
    expect(error).toMatchObject({
      reason: 'MESSAGE_TOO_LARGE',
      code: 'RESOURCE_EXHAUSTED',
      metadata: { too_large: which, limit_bytes: limit },
      message: expect.stringMatching(
        `^The ${which} is larger than the ${size} that a message may have\\. (Send|Ask for) less at once`,
      ),
    });
  });

  test('of a resource that is used up in another way stays what it is', () => {
    expect(end(Status.RESOURCE_EXHAUSTED, 'Bandwidth exhausted or memory limit exceeded')).toMatchObject({
      reason: 'UNKNOWN',
      code: 'RESOURCE_EXHAUSTED',
    });
  });

  test('that broke in another way stays what it is', () => {
    expect(end(Status.INTERNAL, 'Received RST_STREAM with code 2 (Internal server error)')).toMatchObject({
      reason: 'UNKNOWN',
      code: 'INTERNAL',
    });
  });
});
