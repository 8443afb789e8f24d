import { describe, expect, test } from 'vitest';
import { DEFAULT_PRESET, findPreset, MODEL_PRESETS, type ModelPreset, presetTag } from './presets.ts';

const presets: readonly ModelPreset[] = MODEL_PRESETS;

describe('presets', () => {
  test.each(presets)('$name is complete', (preset) => {
    const files = Object.keys(preset.files);
    expect(files).toContain(preset.weightsFile);
    expect(files).toEqual(expect.arrayContaining(['config.json', 'tokenizer.json', 'tokenizer_config.json']));
    if (preset.languageNeutralFile !== undefined) expect(files).toContain(preset.languageNeutralFile);
    for (const digest of Object.values(preset.files)) expect(digest).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('have names of their own, and the default is one of them', () => {
    expect(new Set(presets.map((preset) => preset.name)).size).toBe(presets.length);
    expect(findPreset(DEFAULT_PRESET)?.bundledPackage).toBeDefined();
    expect(findPreset('no-such-model')).toBeUndefined();
  });

  test('a tag names the preset and its weights', () => {
    const [preset] = MODEL_PRESETS;
    expect(presetTag(preset)).toBe('multilingual-e5-small-54e84948');
    expect(presetTag({ ...preset, files: { [preset.weightsFile]: '0'.repeat(64) } })).not.toBe(presetTag(preset));
  });
});
