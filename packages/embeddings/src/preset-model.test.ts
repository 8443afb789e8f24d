import { describe, expect, test } from 'vitest';
import type { ModelPreset } from './model-preset.ts';
import { knownDigests, presetModel, presetTag } from './preset-model.ts';
import { findPreset, MODEL_PRESETS } from './presets.ts';

const [bundled] = MODEL_PRESETS;
const large: ModelPreset = findPreset('multilingual-e5-large') ?? bundled;
const seen = Object.fromEntries(Object.keys(large.files).map((file) => [file, 'a'.repeat(64)]));

describe('presetTag', () => {
  test('names the preset and the weights that it pins', () => {
    expect(presetTag(bundled, undefined)).toBe('multilingual-e5-small-54e84948');
    const other = { ...bundled, files: { [bundled.weightsFile]: '0'.repeat(64) } };
    expect(presetTag(other, undefined)).toBe('multilingual-e5-small-00000000');
  });

  test('names every file that was trusted on first use', () => {
    const tag = presetTag(large, seen);
    expect(tag).toMatch(/^multilingual-e5-large-[0-9a-f]{8}$/u);
    expect(presetTag(large, { ...seen, 'tokenizer.json': 'b'.repeat(64) })).not.toBe(tag);
    expect(presetTag(large, Object.fromEntries(Object.entries(seen).toReversed()))).toBe(tag);
  });

  test('is nobody else’s while the files were never seen', () => {
    expect(presetTag(large, undefined)).not.toBe(presetTag(large, undefined));
  });
});

describe('knownDigests', () => {
  test('needs nothing but the preset where it pins all', () => {
    expect(knownDigests(bundled, undefined)).toEqual(bundled.files);
  });

  test('is whole or nothing where files are trusted on first use, and never bends what is pinned', () => {
    expect(knownDigests(large, undefined)).toBeUndefined();
    expect(knownDigests(large, { 'config.json': 'a'.repeat(64) })).toBeUndefined();
    expect(knownDigests(large, seen)).toEqual(seen);
    const forged = Object.fromEntries(Object.keys(bundled.files).map((file) => [file, 'a'.repeat(64)]));
    expect(knownDigests(bundled, forged)).toEqual(bundled.files);
  });
});

test('a model has the measured score of unrelated texts where its preset has none', () => {
  const known = { digests: seen, unrelatedScore: 0.7, languageNeutral: undefined };
  expect(presetModel(large, known).unrelatedScore).toBe(0.7);
  expect(presetModel(bundled, known).unrelatedScore).toBe(bundled.unrelatedScore);
});
