import { describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { describeChange } from './skill-change.ts';

const file = (path: string, digest = 'a', mode = 0o644) => ({ path, digest, mode });
const pattern = buildPattern({ id: 'a', patternData: { description: 'x', body: 'old' }, tags: ['one'] });

describe('The line that tells what changed in a skill', () => {
  test('names files and fields, the body aside', () => {
    const before = { pattern, files: [file('kept'), file('gone'), file('text'), file('run')] };
    const files = [file('kept'), file('text', 'b'), file('run', 'a', 0o755), file('new')];
    const given = { ...pattern, patternData: { description: 'y', steps: [], body: 'new' }, tags: ['two'] };
    expect(describeChange(before, { given, files })).toBe(
      'Imported: added new; removed gone; changed text; mode of run; fields description, steps, tags.',
    );
  });

  test('names six of a kind, and says so where nothing that is told differs', () => {
    const files = Array.from({ length: 9 }, (_, place) => file(`${place}${'x'.repeat(2_000)}`));
    const line = describeChange({ pattern, files: [] }, { given: pattern, files });
    expect(line).toMatch(/ and 3 more\.$/);
    expect(line.length).toBeLessThan(1_000);
    const others = files.map(({ path }) => file(`other ${path}`));
    expect(describeChange({ pattern, files: others }, { given: pattern, files })).toHaveLength(1_000);
    expect(describeChange({ pattern, files }, { given: pattern, files })).toBe('Imported.');
  });
});
