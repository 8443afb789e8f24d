import { describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { fitToBudget } from './fit-to-budget.ts';

const match = (id: string, content: string, similarity = 0.9) => ({
  pattern: buildPattern({ id, patternName: id, patternData: { description: `What ${id} does.`, body: content } }),
  similarity,
  passage: undefined,
  skillFiles: [],
});

const words = (count: number): string => 'word '.repeat(count).trim();

describe('an answer within a budget', () => {
  test('holds whole patterns while they fit, and names the others', () => {
    const { patterns, left } = fitToBudget([match('a', words(100)), match('b', words(4_000)), match('c', words(50))], {
      tokens: 4_000,
      most: 5,
      part: 1,
    });
    expect(left).toBe(0);
    expect(patterns.map(({ content, part, parts }) => [content.length > 0, part, parts])).toEqual([
      [true, 1, 1],
      [false, 0, 0],
      [true, 1, 1],
    ]);
    expect(patterns[1]?.description).toBe('What b does.');
  });

  test('cuts the best one where it is too long, and gives its parts one by one [mcp.apply.over-budget, mcp.apply.by-id]', () => {
    const content = Array.from({ length: 60 }, (_, index) => `## Step ${index}\n\n${words(60)}`).join('\n\n');
    const given = (part: number) => fitToBudget([match('a', content)], { tokens: 2_000, most: 5, part }).patterns[0];
    const parts = given(1)?.parts ?? 0;
    expect(parts).toBeGreaterThan(2);
    const whole = Array.from({ length: parts }, (_, index) => given(index + 1)?.content).join('\n\n');
    expect(whole).toBe(content);
    expect(given(parts + 5)?.part).toBe(parts);
  });

  test('stays within its bytes, whatever the content is made of [mcp.apply.token-budget-default]', () => {
    for (const piece of ['word ', '字', '"\\\n', '\u0001', '👩‍🔬']) {
      for (const tokens of [600, 4_000, 20_000]) {
        const matches = Array.from({ length: 20 }, (_, index) => match(`m${index}`, piece.repeat(5_000)));
        const { patterns } = fitToBudget(matches, { tokens, most: 20, part: 1 });
        const answer = patterns.map(({ pattern, ...rest }) => ({
          ...rest,
          pattern_id: pattern.id,
          pattern_name: pattern.patternName,
          category: pattern.category,
          owner: pattern.agentId,
          namespace: pattern.namespace,
        }));
        expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(tokens * 3);
        expect(patterns[0]?.content).not.toBe('');
      }
    }
  });

  test('says how many are left [mcp.apply.token-budget]', () => {
    const matches = Array.from({ length: 9 }, (_, index) => match(`m${index}`, 'x'));
    expect(fitToBudget(matches, { tokens: 20_000, most: 3, part: 1 })).toMatchObject({ left: 6 });
    expect(fitToBudget([], { tokens: 4_000, most: 3, part: 1 })).toEqual({ patterns: [], left: 0 });
  });
});
