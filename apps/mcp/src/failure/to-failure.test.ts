import { RemoteError, type RemoteReason } from '@tmws/client';
import { ErrorReason } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { toFailure } from './to-failure.ts';

const NOT_FOR_MODELS = /\b[A-Z][a-z]+[A-Z]\w*|\btmws doctor|--[a-z]|\bat .*:\d+/;

const isReason = (name: string): name is Exclude<keyof typeof ErrorReason, 'UNSPECIFIED'> =>
  name !== 'UNSPECIFIED' && name !== 'UNRECOGNIZED' && name in ErrorReason;

describe('a failure, as a model is told of it', () => {
  const reasons: readonly RemoteReason[] = [
    ...Object.keys(ErrorReason).filter(isReason),
    'CORE_UNREACHABLE',
    'CORE_START_FAILED',
    'NODE_TOO_OLD',
    'UNKNOWN',
  ];

  test.each(reasons)(
    'of reason %s says what to do and names no rpc and no command [mcp.hints-five-tools, mcp.failure]',
    (reason) => {
      const message = 'Use CreateVersion. Run tmws doctor --fix.';
      const remote = new RemoteError(message, { reason, code: 'INTERNAL', metadata: { pattern_id: 'p1' } });
      const failure = toFailure(remote);
      expect(failure.error).toEqual({ reason, pattern_id: 'p1' });
      expect(failure.message.length).toBeGreaterThan(20);
      expect(failure.message).not.toMatch(NOT_FOR_MODELS);
    },
  );

  test('keeps what the core says where it can be used', () => {
    const remote = new RemoteError('Pattern "a" is odd. Improve it with evolve_pattern. Use CreateVersion.', {
      reason: 'UNKNOWN',
      code: 'INTERNAL',
    });
    expect(toFailure(remote).message).toBe('Pattern "a" is odd. Improve it with evolve_pattern.');
  });

  test('of a defect tells nothing of its insides', () => {
    const failure = toFailure(new TypeError('x is not a function'));
    expect(failure.error).toEqual({ reason: 'INTERNAL' });
    expect(failure.message).not.toContain('x is not');
    expect(failure.why).toBe('TypeError: x is not a function');
  });
});
