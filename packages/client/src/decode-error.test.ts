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

  test('that broke in another way stays what it is', () => {
    expect(end(Status.INTERNAL, 'Received RST_STREAM with code 2 (Internal server error)')).toMatchObject({
      reason: 'UNKNOWN',
      code: 'INTERNAL',
    });
  });
});
