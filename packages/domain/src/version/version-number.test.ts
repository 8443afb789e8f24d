import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersionNumbers, type HeadCandidate, isVersionNumber, pickHead } from './version-number.ts';

type Version = readonly [version: string, status?: string, deleted?: 'deleted'];

const lineage = (versions: readonly Version[]): HeadCandidate[] =>
  versions.map(([version, status = 'ACTIVE', deleted]) => ({
    id: version,
    version,
    status,
    deletedAt: deleted === undefined ? undefined : new Date(0),
  }));

const headOf = (...versions: readonly Version[]): string | undefined => pickHead(lineage(versions))?.version;

describe('a version number', () => {
  test.each(['1.0.0', '0.0.0', '10.20.30', '2.0.0-rc.1', '1.0.0-alpha.beta', '1.0.0+build.5', '1.0.0-x-y-z.--'])(
    '%s is one',
    (text) => expect(isVersionNumber(text)).toBe(true),
  );

  test.each([
    '',
    '1',
    '1.0',
    'v2',
    'v1.0.0',
    '=1.0.0',
    '01.0.0',
    '1.0.0-01',
    '1.0.0 ',
    ' 1.0.0',
    '1.0.0\n',
    '1.0.0-é',
    '1.x.0',
    `1.0.0-${'a'.repeat(300)}`,
  ])('"%s" is none [version.number]', (text) => expect(isVersionNumber(text)).toBe(false));

  test('orders by precedence: numbers by value, a prerelease below its release, build metadata not at all [version.number-greater]', () => {
    const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-rc.1', '1.0.0', '1.2.0', '1.10.0', '2.0.0'];
    expect(ordered.toReversed().toSorted(compareVersionNumbers)).toEqual(ordered);
    expect(compareVersionNumbers('1.0.0+a', '1.0.0+b')).toBe(0);
  });
});

describe('the head of a lineage', () => {
  test('is the highest ACTIVE release, with prereleases last [version.search-best]', () => {
    expect(headOf(['1.0.0'], ['2.0.0'], ['3.0.0-rc.1'])).toBe('2.0.0');
    expect(headOf(['1.9.0'], ['1.10.0'])).toBe('1.10.0');
    expect(headOf(['1.0.0-rc.1'], ['1.0.0-rc.2'])).toBe('1.0.0-rc.2');
  });

  test.each(['RETIRED', 'DEPRECATED', 'DRAFT'])(
    'passes over a %s version while a lower one is ACTIVE [version.search-best]',
    (status) => {
      expect(headOf(['1.0.0'], ['2.0.0', status], ['3.0.0-rc.1', status])).toBe('1.0.0');
    },
  );

  test('is an ACTIVE prerelease before a DEPRECATED release', () => {
    expect(headOf(['1.0.0', 'DEPRECATED'], ['2.0.0-rc.1'])).toBe('2.0.0-rc.1');
  });

  test('is the highest DEPRECATED one where none is ACTIVE [version.search-best]', () => {
    expect(headOf(['1.0.0', 'DEPRECATED'], ['2.0.0', 'DEPRECATED'], ['3.0.0', 'RETIRED'])).toBe('2.0.0');
  });

  test('is none where all are drafts, retired or deleted', () => {
    expect(headOf(['1.0.0', 'DRAFT'], ['2.0.0', 'RETIRED'], ['3.0.0', 'ACTIVE', 'deleted'])).toBeUndefined();
    expect(headOf()).toBeUndefined();
  });

  test('is not a deleted version', () => {
    expect(headOf(['1.0.0'], ['2.0.0', 'ACTIVE', 'deleted'])).toBe('1.0.0');
  });

  test('does not depend on the order of the versions', () => {
    const versions = fc.uniqueArray(
      fc.record({
        version: fc.constantFrom('1.0.0', '1.0.0+a', '1.0.0+b', '2.0.0-rc.1', '2.0.0', '10.0.0', '3.0.0-1'),
        status: fc.constantFrom('ACTIVE', 'DEPRECATED', 'DRAFT', 'RETIRED'),
      }),
      { selector: ({ version }) => version },
    );
    fc.assert(
      fc.property(versions, (some) => {
        const candidates = lineage(some.map(({ version, status }): Version => [version, status]));
        expect(pickHead(candidates.toReversed())?.version).toBe(pickHead(candidates)?.version);
      }),
    );
  });
});
