import type { JsonObject } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { decodeText, descriptionOf, meaningText, patternTexts, weightedTexts } from './pattern-texts.ts';

const patternOf = (patternData: JsonObject) => buildPattern({ id: 'p', patternName: 'pool', patternData });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the content of a file', () => {
  test('is text where it is UTF-8 without NUL', () => {
    expect(decodeText(bytes('手順'))).toBe('手順');
    expect(decodeText(bytes(''))).toBe('');
    expect(decodeText(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
    expect(decodeText(bytes('a\0b'))).toBeUndefined();
  });
});

describe('the description of a pattern', () => {
  test('is its description, else the beginning of its content', () => {
    expect(descriptionOf(patternOf({ pattern_content: 'content', description: ' what ' }))).toBe('what');
    expect(descriptionOf(patternOf({ description: '  ', pattern_content: 'content' }))).toBe('content');
    expect(descriptionOf(patternOf({ description: 5 }))).toBe('');
  });

  test('is short where it is taken from a long content, and ends at a word', () => {
    const description = descriptionOf(patternOf({ pattern_content: 'reuse connections '.repeat(1_000) }));
    expect(description.length).toBeLessThanOrEqual(500);
    expect(description.length).toBeGreaterThan(400);
    expect(['reuse', 'connections']).toContain(description.split(' ').at(-1));
    expect(descriptionOf(patternOf({ pattern_content: `# 手順 ${'接'.repeat(900)}` }))).toHaveLength(500);
  });
});

describe('the text by which a pattern is found by meaning', () => {
  test('is name and description', () => {
    const description = 'Keeps a pool of database connections open and hands them out to whoever asks for one.';
    expect(meaningText(patternOf({ description, when_to_use: 'often' }))).toBe(`pool: ${description}`);
  });

  test('takes the occasion in where the description is short', () => {
    expect(meaningText(patternOf({ description: 'Pools.', when_to_use: 'Slow opens.' }))).toBe(
      'pool: Pools. Slow opens.',
    );
    expect(meaningText(patternOf({ description: 'Pools.', problem: 'Slow.' }))).toBe('pool: Pools. Slow.');
    expect(meaningText(patternOf({ when_to_use: 'Slow.' }))).toBe('pool: Slow.');
  });
});

describe('the texts of a pattern', () => {
  test('are every string of its data at any depth, with their place [search.whole-body]', () => {
    const data = { a: { b: [{ c: 'deep' }, 'item'] }, n: 5, empty: ' ', list: ['x'] };
    expect(patternTexts(patternOf(data), [])).toEqual([
      { source: 'a.b[0].c', text: 'deep' },
      { source: 'a.b[1]', text: 'item' },
      { source: 'list[0]', text: 'x' },
    ]);
  });

  test('leave to the SKILL.md what stands in it', () => {
    const files = [
      { source: 'SKILL.md', text: '# Pool\n\nReuse connections.' },
      { source: 'references/x.md', text: 'more' },
    ];
    const texts = patternTexts(patternOf({ description: 'Reuse connections.', problem: 'Slow.' }), files);
    expect(texts.map(({ source }) => source)).toEqual(['problem', 'SKILL.md', 'references/x.md']);
  });

  test('leave to the SKILL.md what stands in it over several lines', () => {
    const files = [{ source: 'SKILL.md', text: '---\ndescription: >\n  Reuse open\n  connections.\n---\nMore.' }];
    const data = {
      description: 'Reuse open connections.',
      original_frontmatter: { description: 'Reuse open connections.' },
    };
    expect(patternTexts(patternOf(data), files).map(({ source }) => source)).toEqual(['SKILL.md']);
  });

  test('hold a text that stands in two places once, and not the place that the pattern came from', () => {
    const data = {
      description: 'Reuse.',
      migrated_from: 'skills/pool/SKILL.md',
      original_frontmatter: { summary: ' Reuse. ' },
    };
    expect(patternTexts(patternOf(data), [])).toEqual([{ source: 'description', text: 'Reuse.' }]);
  });

  test('count name and description twice', () => {
    const times = new Map<string, number>();
    for (const { text, times: count = 1 } of weightedTexts(
      patternOf({ description: 'Reuse.', steps: ['Open.'] }),
      [],
    )) {
      times.set(text, (times.get(text) ?? 0) + count);
    }
    expect(Object.fromEntries(times)).toMatchObject({ pool: 2, 'Reuse.': 2, 'Open.': 1, testing: 1 });
  });
});
