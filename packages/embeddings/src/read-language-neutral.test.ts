import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundledFolder } from './locate-model.ts';
import { MODEL_PRESETS } from './presets.ts';
import { readLanguageNeutral } from './read-language-neutral.ts';

const [preset] = MODEL_PRESETS;
const bundled = bundledFolder(preset) ?? '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'language-neutral-'));
});
afterAll(() => rm(folder, { recursive: true }));

const put = async (content: string): Promise<Record<string, string>> => {
  await writeFile(join(folder, preset.languageNeutralFile), content);
  return { [preset.languageNeutralFile]: createHash('sha256').update(content).digest('hex') };
};

describe('readLanguageNeutral', () => {
  test('reads a direction of length 1 and a centre for each script', () => {
    const data = readLanguageNeutral(preset, [bundled]);
    expect(Math.hypot(...(data?.direction ?? []))).toBeCloseTo(1, 3);
    expect(Object.values(data?.centres ?? {}).map((centre) => centre.length)).toEqual([384, 384, 384, 384]);
  });

  test('passes over a folder whose file is damaged', async () => {
    const content = await readFile(join(bundled, preset.languageNeutralFile), 'utf8');
    await put(content.replace('0', '1'));
    expect(readLanguageNeutral(preset, [folder])).toBeUndefined();
    expect(readLanguageNeutral(preset, [folder, bundled])).toBeDefined();
  });

  test('gives nothing for a model without such data', () => {
    expect(readLanguageNeutral({ ...preset, languageNeutralFile: undefined }, [bundled])).toBeUndefined();
  });

  test.each(['{}', '[]', '{"direction":[1],"centres":{},"offset":0}', '{"direction":[],"centres":{},"offset":"0"}'])(
    'refuses a preset whose file holds %s',
    async (content) => {
      const files = await put(content);
      expect(() => readLanguageNeutral({ ...preset, files }, [folder])).toThrow(TypeError);
    },
  );
});
