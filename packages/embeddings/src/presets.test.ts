import { describe, expect, test } from 'vitest';
import type { ModelPreset } from './model-preset.ts';
import { DEFAULT_PRESET, findPreset, MODEL_PRESETS } from './presets.ts';

const presets: readonly ModelPreset[] = MODEL_PRESETS;

describe('presets', () => {
  test.each(presets)('$name is complete', (preset) => {
    const files = Object.keys(preset.files);
    expect(files).toContain(preset.weightsFile);
    expect(files).toEqual(expect.arrayContaining(['config.json', 'tokenizer.json', 'tokenizer_config.json']));
    if (preset.languageNeutralFile !== undefined) expect(files).toContain(preset.languageNeutralFile);
  });

  test('have names of their own, and the default is one of them', () => {
    expect(new Set(presets.map((preset) => preset.name)).size).toBe(presets.length);
    expect(findPreset(DEFAULT_PRESET)?.bundledPackage).toBeDefined();
    expect(findPreset('no-such-model')).toBeUndefined();
  });

  test('ship with every digest pinned, or trust all files on first use and say that they are uncalibrated', () => {
    for (const { bundledPackage, files, similarity, duplicateMark, source } of presets) {
      const digests = Object.values(files);
      if (bundledPackage === undefined) {
        expect(new Set(digests)).toEqual(new Set([undefined]));
        expect([similarity, duplicateMark]).toEqual([undefined, undefined]);
        expect(source).toMatch(/^[^/]+\/[^/]+$/u);
      } else {
        for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/u);
      }
    }
  });

  test("have the specification's model with 1024 dimensions and its prefixes [embeddings.preset-e5-large]", () => {
    expect(findPreset('multilingual-e5-large')).toMatchObject({
      dimensions: 1024,
      queryPrefix: 'query: ',
      passagePrefix: 'passage: ',
    });
  });
});
