import { describe, expect, test } from 'vitest';
import { DomainError, ERROR_REASONS, invalidFields, patternNotFound } from './errors.ts';

describe('a domain error', () => {
  test('carries reason, message, metadata and cause', () => {
    const cause = new Error('below');
    const error = new DomainError('STORAGE_FULL', 'The disk is full.', { metadata: { folder: '/data' }, cause });
    expect(error).toMatchObject({ name: 'DomainError', reason: 'STORAGE_FULL', metadata: { folder: '/data' }, cause });
    expect(new DomainError('INTERNAL', 'x')).toMatchObject({ metadata: {}, violations: [] });
  });

  test('every reason stands once in the list', () => {
    expect(new Set(ERROR_REASONS).size).toBe(ERROR_REASONS.length);
  });

  test('a pattern that is not found is named in message and metadata', () => {
    const error = patternNotFound('some-id');
    expect(error.reason).toBe('PATTERN_NOT_FOUND');
    expect(error.message).toContain('not found or is not accessible');
    expect(error.metadata).toEqual({ pattern_id: 'some-id' });
  });

  test('bad fields are all named at once', () => {
    const error = invalidFields([
      { field: 'a', description: 'a is empty.' },
      { field: 'b', description: 'b is long.' },
    ]);
    expect(error.message).toBe('a is empty. b is long.');
    expect(error.violations.map(({ field }) => field)).toEqual(['a', 'b']);
  });

  test('stays small enough for the trailers of a call, whatever was sent', () => {
    const huge = 'x'.repeat(1_000_000);
    const errors = [
      patternNotFound(huge),
      invalidFields(Array.from({ length: 5_000 }, (_, index) => ({ field: `tags[${index}]`, description: huge }))),
    ];
    for (const error of errors) {
      const sent = JSON.stringify([error.message, error.metadata, error.violations]);
      expect(sent.length).toBeLessThan(10_000);
    }
    expect(errors[1]?.message).toContain('more fields are bad');
  });
});
