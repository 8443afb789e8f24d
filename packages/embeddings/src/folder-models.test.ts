import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@tmws/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CreateEmbedderOptions, createEmbedder } from './create-embedder.ts';
import type { ModelPreset } from './model-preset.ts';
import { findPreset, MODEL_PRESETS } from './presets.ts';
import { writeSyntheticModel } from './testing/write-synthetic-model.ts';

const LARGE = 'multilingual-e5-large';
const folderPresets: readonly ModelPreset[] = MODEL_PRESETS.filter((preset) => preset.bundledPackage === undefined);
const [large] = folderPresets.filter((preset) => preset.name === LARGE);
const soon = (): AbortSignal => AbortSignal.timeout(20_000);
const opened: Embedder[] = [];
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder models '));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((embedder) => embedder.close()));
  await rm(root, { recursive: true });
});

const put = async (name: string, seed?: number): Promise<string> => {
  const preset = findPreset(name);
  if (!preset) throw new Error(`There is no preset ${name}.`);
  const folder = join(root, 'models', name);
  await writeSyntheticModel(folder, preset, seed === undefined ? {} : { seed });
  return folder;
};
const open = async (preset: string, options: Partial<CreateEmbedderOptions> = {}): Promise<Embedder> => {
  const modelDirs = [join(root, 'models')];
  const embedder = await createEmbedder({ preset, modelDirs, recheckMilliseconds: 20, ...options });
  opened.push(embedder);
  return embedder;
};
const memoryDir = (): string => join(root, 'memory');
const reasonOf = (embedder: Embedder): string => {
  const state = embedder.state();
  return state.kind === 'unavailable' ? state.reason : state.kind;
};
const cosine = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);

describe('multilingual-e5-large from a folder', () => {
  test('gives vectors of 1024 numbers and length 1 [embeddings.preset-e5-large]', async () => {
    await put(LARGE);
    const embedder = await open(LARGE);
    expect(embedder.model).toMatchObject({ name: LARGE, dimensions: 1024 });
    await embedder.whenReady(soon());
    const vectors = [await embedder.embedQuery('the cat sleeps'), await embedder.embedPassage('the cat sleeps')];
    for (const vector of vectors) {
      expect(vector).toHaveLength(1024);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
    const [query, passage] = vectors;
    // Its prefixes are the preset's, so the same words are another text.
    expect(query).not.toEqual(passage);
    const other = await embedder.embedPassage('bread');
    expect(cosine(query ?? other, passage ?? other)).toBeGreaterThan(cosine(query ?? other, other));
  });

  test('is uncalibrated, and knows how near texts are that have nothing to do with each other', async () => {
    await put(LARGE);
    const embedder = await open(LARGE);
    await embedder.whenReady(soon());
    expect(embedder.model).toMatchObject({ similarity: undefined, duplicateMark: undefined });
    expect(embedder.model.unrelatedScore).toBeGreaterThan(0);
    expect(embedder.model.unrelatedScore).toBeLessThan(1);
  });

  test('names the folder and every file that it expects where there is none, and is taken once it is there', async () => {
    const embedder = await open(LARGE);
    const reason = reasonOf(embedder);
    expect(reason).toContain(join(root, 'models', LARGE));
    for (const file of Object.keys(large?.files ?? {})) expect(reason).toContain(file);
    expect(reason).toContain('Xenova/multilingual-e5-large');
    await expect(embedder.embedQuery('x')).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE', message: reason });

    await mkdir(join(root, 'models'), { recursive: true });
    await put(LARGE);
    await expect.poll(() => embedder.state().kind, { timeout: 10_000 }).toBe('ready');
    expect(await embedder.embedQuery('cat')).toHaveLength(1024);
  });

  test('is refused when its vectors have another length than the preset says', async () => {
    if (large) await writeSyntheticModel(join(root, 'models', LARGE), large, { dimensions: 512 });
    const embedder = await open(LARGE, { recheckMilliseconds: 60_000 });
    expect(reasonOf(embedder)).toContain('not vectors of 1024');
  });
});

describe('every other preset', () => {
  test.each(folderPresets)('$name works from a folder in the layout of transformers.js', async (preset) => {
    await put(preset.name);
    const embedder = await open(preset.name);
    await embedder.whenReady(soon());
    expect(embedder.state()).toEqual({ kind: 'ready' });
    expect(await embedder.embedPassage('the dog bakes bread')).toHaveLength(preset.dimensions);
  });
});

describe('files that are trusted on first use', () => {
  test('give the model a tag that is theirs', async () => {
    await put(LARGE);
    const tag = (await open(LARGE)).model.tag;
    expect(tag).toMatch(/^multilingual-e5-large-[0-9a-f]{8}$/u);
    expect((await open(LARGE)).model.tag).toBe(tag);
    await put(LARGE, 2);
    expect((await open(LARGE)).model.tag).not.toBe(tag);
  });

  test('are known at once in a later run, even when they have gone', async () => {
    const folder = await put(LARGE);
    const first = await open(LARGE, { memoryDir: memoryDir() });
    await first.whenReady(soon());
    await rm(folder, { recursive: true });
    const later = await open(LARGE, { memoryDir: memoryDir() });
    expect(later.state()).toEqual({ kind: 'loading' });
    expect(later.model).toEqual(first.model);
  });

  test('are refused when they change, until they are back or trusted anew', async () => {
    const folder = await put(LARGE);
    const first = await open(LARGE, { memoryDir: memoryDir() });
    await first.whenReady(soon());
    const tokenizer = join(folder, 'tokenizer.json');
    const whole = await readFile(tokenizer, 'utf8');
    await writeFile(tokenizer, whole.replace('cat', 'cow'));

    const later = await open(LARGE, { memoryDir: memoryDir() });
    await expect.poll(() => later.state().kind, { timeout: 10_000 }).toBe('unavailable');
    const memory = join(memoryDir(), `${LARGE}.json`);
    expect(reasonOf(later)).toMatch(/tokenizer\.json .* is not what it was when the model was first used/u);
    expect(reasonOf(later)).toContain(`delete ${memory}`);

    await writeFile(tokenizer, whole);
    await later.whenReady(soon());
    expect(later.model.tag).toBe(first.model.tag);

    await writeFile(tokenizer, whole.replace('cat', 'cow'));
    await rm(memory);
    const anew = await open(LARGE, { memoryDir: memoryDir() });
    await anew.whenReady(soon());
    expect(anew.model.tag).not.toBe(first.model.tag);
  });

  test('are not waited for longer than asked; until then no stored vector is taken for theirs', async () => {
    await put(LARGE);
    const tags = [];
    for (const startWaitMilliseconds of [0, 0]) {
      const embedder = await open(LARGE, { startWaitMilliseconds });
      expect(embedder.state()).toEqual({ kind: 'loading' });
      tags.push(embedder.model.tag);
    }
    expect(tags[0]).toMatch(/^multilingual-e5-large-unseen-/u);
    expect(tags[1]).not.toBe(tags[0]);
  });
});
