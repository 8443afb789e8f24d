import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundledFolder, locateModel } from './locate-model.ts';
import { MODEL_PRESETS } from './presets.ts';

const [preset] = MODEL_PRESETS;
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'locate-model-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('locateModel', () => {
  test('takes the package that ships the model where no folder holds it', () => {
    const folder = locateModel(preset, [join(root, 'absent')]);
    expect(folder).toBe(bundledFolder(preset));
    expect(existsSync(join(folder, preset.weightsFile))).toBe(true);
  });

  test('takes the first model folder that has the preset, even when it is empty', async () => {
    const first = join(root, 'first');
    const second = join(root, 'second');
    await mkdir(join(second, preset.name), { recursive: true });
    expect(locateModel(preset, [first, second])).toBe(join(second, preset.name));
    await mkdir(join(first, preset.name), { recursive: true });
    expect(locateModel(preset, [first, second])).toBe(join(first, preset.name));
  });

  test('names the folder where a model that does not ship is looked for first', () => {
    const large = { ...preset, name: 'large', bundledPackage: undefined };
    expect(locateModel(large, [join(root, 'a'), join(root, 'b')])).toBe(join(root, 'a', 'large'));
    expect(bundledFolder({ ...preset, bundledPackage: '@tmws/model-that-is-not-installed' })).toBeUndefined();
  });
});
