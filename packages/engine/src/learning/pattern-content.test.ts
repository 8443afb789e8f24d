import type { JsonObject } from '@tmws/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { patternContent, splitContent } from './pattern-content.ts';

const contentOf = (patternData: JsonObject): string => patternContent(buildPattern({ id: 'p', patternData }));

describe('the content of a pattern', () => {
  test('is the body of a skill', () => {
    expect(contentOf({ body: '\n# Pool\n', description: 'Reuse.' })).toBe('# Pool');
  });

  test('is each field under a heading, the main text first, bookkeeping left out', () => {
    const content = contentOf({
      zeta: 5,
      steps: ['open', 'close'],
      pattern_content: 'Reuse connections.',
      migrated_from: '/x',
      empty: '',
      none: null,
      list: [],
      metrics: { before: 1 },
    });
    expect(content.split('\n\n')).toEqual([
      'Reuse connections.',
      '## Steps',
      '- open\n- close',
      '## Zeta',
      '5',
      '## Metrics',
      '```json\n{\n  "before": 1\n}\n```',
    ]);
  });
});

describe('a split text', () => {
  test('is one part where it fits', () => {
    expect(splitContent('short', 100)).toEqual(['short']);
    expect(splitContent('', 100)).toEqual(['']);
  });

  test('is cut before a heading where one is near, else between paragraphs', () => {
    const section = (name: string): string => `## ${name}\n\n${'word '.repeat(12).trim()}`;
    const text = [section('One'), section('Two'), section('Three')].join('\n\n');
    const parts = splitContent(text, 160);
    expect(parts[0]).toBe([section('One'), section('Two')].join('\n\n'));
    expect(parts[1]).toBe(section('Three'));
  });

  test('holds every word once, in parts that fit and break no character', () => {
    const texts = fc.array(fc.constantFrom('a', ' ', '\n', '\n\n## H\n\n', '字', '👩‍🔬', 'é', 'word '), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 200 }), (pieces, bytes) => {
        const text = pieces.join('');
        const parts = splitContent(text, bytes);
        const bare = (value: string): string => value.replaceAll(/\s/g, '');
        expect(bare(parts.join(''))).toBe(bare(text));
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(bytes);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('ends also where a part holds less than one character', () => {
    expect(splitContent('👩‍🔬字', 1).join('')).toBe('👩‍🔬字');
  });
});
