import { RemoteError, type RemoteReason, type StatusName } from '@tmws/client';
import { ConfigError } from '@tmws/config';
import { describe, expect, test } from 'vitest';
import { describeError, errorLine } from './describe-error.ts';
import { ProgramError } from './program-error.ts';
import { UsageError } from './usage-error.ts';

const remote = (reason: RemoteReason, code: StatusName): RemoteError => new RemoteError('No.', { reason, code });

const CASES: readonly (readonly [RemoteReason, StatusName, number])[] = [
  ['PATTERN_NOT_FOUND', 'NOT_FOUND', 3],
  ['PATTERN_EXISTS', 'ALREADY_EXISTS', 4],
  ['REVISION_CONFLICT', 'ABORTED', 4],
  ['NAMESPACE_NOT_EMPTY', 'FAILED_PRECONDITION', 4],
  ['NOT_OWNER', 'PERMISSION_DENIED', 5],
  ['KEY_INVALID', 'UNAUTHENTICATED', 5],
  ['INVALID_FIELD', 'INVALID_ARGUMENT', 6],
  ['RATE_LIMITED', 'RESOURCE_EXHAUSTED', 75],
  ['MESSAGE_TOO_LARGE', 'RESOURCE_EXHAUSTED', 75],
  ['CORE_DRAINING', 'UNAVAILABLE', 75],
  ['EMBEDDER_UNAVAILABLE', 'UNAVAILABLE', 75],
  ['CORE_UNREACHABLE', 'UNAVAILABLE', 69],
  ['CORE_START_FAILED', 'FAILED_PRECONDITION', 69],
  ['NODE_TOO_OLD', 'FAILED_PRECONDITION', 69],
  ['SCHEMA_NEWER', 'FAILED_PRECONDITION', 4],
  ['NOT_IMPLEMENTED', 'UNIMPLEMENTED', 1],
  ['INTERNAL', 'INTERNAL', 1],
  ['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 1],
];

describe('an error', () => {
  test.each(CASES)(
    'of reason %s and status %s ends with %i [cli.exit-1, cli.exit-3, cli.exit-4, cli.exit-5, cli.exit-6, cli.exit-69, cli.exit-75]',
    (reason, code, exitCode) => {
      expect(describeError(remote(reason, code), 'tmws')).toMatchObject({
        exitCode,
        object: { reason, message: 'No.' },
      });
    },
  );

  test('of wrong usage, of a setting and of what a program finds has a code of its own [cli.exit-2]', () => {
    expect(describeError(new UsageError('x', { a: 'b' }), 'tmws')).toMatchObject({
      exitCode: 2,
      object: { reason: 'WRONG_USAGE', metadata: { a: 'b' } },
    });
    expect(describeError(new ConfigError('TMWS_IDLE_EXIT', 'x'), 'tmws')).toMatchObject({
      exitCode: 2,
      object: { reason: 'INVALID_SETTING', metadata: { variable: 'TMWS_IDLE_EXIT' } },
    });
    const own = new ProgramError('x', { reason: 'INVALID_INPUT', exitCode: 6 });
    expect(describeError(own, 'tmws')).toMatchObject({
      exitCode: 6,
      object: { reason: 'INVALID_INPUT', metadata: {} },
    });
  });

  test('of any other kind is a defect and says so', () => {
    const { exitCode, object } = describeError(new TypeError('x is undefined'), 'tmws');
    expect(exitCode).toBe(1);
    expect(object).toMatchObject({ reason: 'DEFECT', message: 'This is a defect of tmws: TypeError: x is undefined' });
  });

  test('names each bad field that its message does not name', () => {
    const violations = [
      { field: 'a', description: 'a is empty.' },
      { field: 'b', description: 'b is long.' },
    ];
    const error = new RemoteError('a is empty.', { reason: 'INVALID_FIELD', code: 'INVALID_ARGUMENT', violations });
    expect(errorLine(describeError(error, 'tmws').object)).toBe('a is empty. b is long.');
  });

  test('names commands to people, and rpcs and fields to programs', () => {
    const message = 'Look at them with LintPattern, or name "LintPattern" in accept_findings; MyLintPatterns stays.';
    const { object } = describeError(
      new RemoteError(message, { reason: 'FINDINGS_NOT_ACCEPTED', code: 'FAILED_PRECONDITION' }),
      'tmws',
    );
    expect(object.message).toBe(message);
    expect(errorLine(object)).toBe(
      'Look at them with `tmws pattern lint`, or name "LintPattern" in --accept-finding; MyLintPatterns stays.',
    );
  });
});
