import { Pattern } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { resolvePattern } from './resolve-pattern.ts';

const pattern = (id: string, patternName: string, more: Partial<Pattern> = {}): Pattern =>
  Pattern.fromPartial({ id, patternName, lineageId: `lineage-of-${patternName}`, version: '1.0.0', ...more });

/** A core that holds these, and gives them one a page. */
const holding = (...patterns: readonly Pattern[]) => ({
  listPatterns: async ({ patternName, pageToken }: { patternName?: string | undefined; pageToken?: string }) => {
    const found = patterns.filter((candidate) => candidate.patternName === patternName);
    const index = Number(pageToken ?? 0);
    const next = index + 1 < found.length ? String(index + 1) : '';
    return { patterns: found.slice(index, index + 1), nextPageToken: next };
  },
});

const ID = '01A20FBF-c317-71c9-8053-5d72a99677cb';

describe('a pattern is named', () => {
  test('by id, without a question to the core', async () => {
    expect(await resolvePattern(holding(), ID)).toBe(ID.toLowerCase());
  });

  test('by name: the version that search shows', async () => {
    const core = holding(
      pattern('1', 'a', { version: '1.0.0' }),
      pattern('2', 'a', { version: '2.0.0', isHead: true }),
      pattern('3', 'a', { version: '3.0.0-rc.1' }),
    );
    expect(await resolvePattern(core, 'a')).toBe('2');
  });

  test('by name where search shows none: the latest', async () => {
    expect(await resolvePattern(holding(pattern('1', 'a'), pattern('2', 'a', { version: '1.1.0' })), 'a')).toBe('2');
  });

  test('by name and version', async () => {
    const core = holding(pattern('1', 'a'), pattern('2', 'a', { version: '2.0.0-rc.1' }));
    expect(await resolvePattern(core, 'a@1.0.0')).toBe('1');
    expect(await resolvePattern(core, 'a@2.0.0-rc.1')).toBe('2');
  });

  test('by a name that holds an @ itself', async () => {
    const core = holding(pattern('1', '@tmws/core'), pattern('2', 'a@1.0.0'));
    expect(await resolvePattern(core, '@tmws/core')).toBe('1');
    expect(await resolvePattern(core, 'a@1.0.0')).toBe('2');
  });

  test('by a name in any Unicode form', async () => {
    expect(await resolvePattern(holding(pattern('1', 'café')), 'cafe\u0301')).toBe('1');
  });

  test('not at all: PATTERN_NOT_FOUND', async () => {
    await expect(resolvePattern(holding(), 'a')).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
      code: 'NOT_FOUND',
      metadata: { pattern: 'a' },
    });
    await expect(resolvePattern(holding(pattern('1', 'a')), 'a@9.0.0')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('twice: wrong usage that lists the ids [cli.exit-2]', async () => {
    const core = holding(pattern('1', 'a', { lineageId: 'x' }), pattern('2', 'a', { lineageId: 'y' }));
    for (const reference of ['a', 'a@1.0.0']) {
      await expect(resolvePattern(core, reference)).rejects.toMatchObject({
        name: 'UsageError',
        metadata: { pattern_ids: '1,2' },
      });
    }
  });
});
