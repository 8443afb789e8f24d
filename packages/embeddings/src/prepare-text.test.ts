import { describe, expect, test } from 'vitest';
import { prepareText } from './prepare-text.ts';
import { MODEL_PRESETS } from './presets.ts';

const [preset] = MODEL_PRESETS;

describe('prepareText', () => {
  test('puts the prefix of its kind before the trimmed text', () => {
    expect(prepareText(preset, 'query', '  how?\n')).toBe('query: how?');
    expect(prepareText(preset, 'passage', 'so: thus')).toBe('passage: so: thus');
  });

  test('cuts a text of a megabyte to what the model can read', () => {
    expect(prepareText(preset, 'passage', 'a'.repeat(1_000_000)).length).toBeLessThan(8_300);
  });

  test('leaves no half of a character at the cut', () => {
    const prepared = prepareText(preset, 'query', `a${'😀'.repeat(10_000)}`);
    expect(prepared.isWellFormed()).toBe(true);
  });
});
