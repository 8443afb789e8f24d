import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bumpVersion, nextFreeVersion, VERSION_BUMPS } from './bump-version.ts';
import { compareVersionNumbers, isVersionNumber } from './version-number.ts';

describe('a step of a version number', () => {
  test.each([
    ['PATCH', '1.0.1'],
    ['MINOR', '1.1.0'],
    ['MAJOR', '2.0.0'],
  ] as const)('%s makes %s of 1.0.0 [version.bump]', (bump, expected) => {
    expect(bumpVersion('1.0.0', bump)).toBe(expected);
  });

  test('makes a prerelease its release, and drops build metadata', () => {
    expect(bumpVersion('2.0.0-rc.1', 'PATCH')).toBe('2.0.0');
    expect(bumpVersion('1.2.3+build', 'PATCH')).toBe('1.2.4');
  });

  test('is always a greater version, and passes over those that are taken', () => {
    const numbers = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(numbers, fc.constantFrom(...VERSION_BUMPS), fc.nat(4), (version, bump, steps) => {
        const taken = new Set<string>();
        for (let step = 0; step <= steps; step += 1) {
          const next = nextFreeVersion(version, bump, taken);
          expect(isVersionNumber(next)).toBe(true);
          expect(compareVersionNumbers(next, version)).toBeGreaterThan(0);
          expect(taken.has(next)).toBe(false);
          taken.add(next);
        }
      }),
    );
  });
});
