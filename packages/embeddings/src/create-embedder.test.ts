import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AutoTokenizer, env } from '@huggingface/transformers';
import type { Embedder } from '@tmws/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmbedder } from './create-embedder.ts';
import { bundledFolder } from './locate-model.ts';
import { prepareText } from './prepare-text.ts';
import { MODEL_PRESETS } from './presets.ts';
import { startStubEndpoint } from './testing/stub-endpoint.ts';
import { medianCosine, UNRELATED } from './unrelated-score.ts';

interface GoldenText {
  readonly text: string;
  readonly input_ids: readonly number[];
  readonly vector: readonly number[];
}

const [preset] = MODEL_PRESETS;
const bundled = bundledFolder(preset) ?? '';
const golden: readonly GoldenText[] = JSON.parse(await readFile(join(bundled, 'golden.json'), 'utf8'));
const soon = (): AbortSignal => AbortSignal.timeout(30_000);
const kindOf = (text: string): 'query' | 'passage' => (text.startsWith(preset.queryPrefix) ? 'query' : 'passage');
const prefixOf = (text: string): string => (kindOf(text) === 'query' ? preset.queryPrefix : preset.passagePrefix);

describe('the bundled model', () => {
  let embedder: Embedder;

  beforeAll(async () => {
    embedder = await createEmbedder({ modelDirs: [] });
    await embedder.whenReady(soon());
  });
  afterAll(() => embedder.close());

  test('is ready, offline and from its own files [embeddings.default-offline]', () => {
    expect(embedder.state()).toEqual({ kind: 'ready' });
    expect(embedder.model).toMatchObject({ name: 'multilingual-e5-small', dimensions: 384 });
  });

  test.each(golden)('gives the known vector of $text', async ({ text, vector }) => {
    const plain = text.slice(prefixOf(text).length);
    const given = await (kindOf(text) === 'query' ? embedder.embedQuery(plain) : embedder.embedPassage(plain));
    expect(given).toBeInstanceOf(Float32Array);
    expect(Math.hypot(...given)).toBeCloseTo(1, 5);
    expect(Math.max(...vector.map((value, index) => Math.abs(value - (given[index] ?? 0))))).toBeLessThanOrEqual(1e-3);
  });

  test('puts a question next to its answer, across languages [search.multilingual]', async () => {
    const question = await embedder.embedQuery('本番のデータベースを止めずに移行したい');
    const answer = await embedder.embedPassage('db-migration: Move a production database without downtime');
    const other = await embedder.embedPassage('cake-recipes: Bake cakes for a birthday party');
    const cosine = (passage: Float32Array): number =>
      question.reduce((sum, value, index) => sum + value * (passage[index] ?? 0), 0);
    expect(cosine(answer)).toBeGreaterThan(cosine(other) + 0.03);
  });

  test('has about the score of unrelated texts that was measured on thousands of them', async () => {
    const queries = await Promise.all(UNRELATED.queries.map((text) => embedder.embedQuery(text)));
    const passages = await Promise.all(UNRELATED.passages.map((text) => embedder.embedPassage(text)));
    expect(Math.abs(medianCosine(queries, passages) - preset.unrelatedScore)).toBeLessThan(0.03);
  });

  test('pays nothing for a request that is repeated', async () => {
    const first = await embedder.embedQuery('the same request again');
    const busy = embedder.embedPassage('words '.repeat(1_000));
    let isBusy = true;
    void busy.then(() => {
      isBusy = false;
    });
    expect(await embedder.embedQuery('the same request again')).toEqual(first);
    expect(isBusy).toBe(true);
    await busy;
  });

  test('takes a text of a megabyte in its stride and leaves the event loop free', async () => {
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 5);
    const texts = ['a', '😀', ' x', 'e\u0301', '漢字'].map((unit) => unit.repeat(500_000));
    const vectors = await Promise.all(texts.map((text) => embedder.embedPassage(text)));
    clearInterval(count);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    // The texts take a second or more together; a loop that embedded them itself would turn once for each.
    expect(turns).toBeGreaterThan(5 * texts.length);
  });
});

test('the tokeniser gives the known token ids', async () => {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(bundled);
  env.useFSCache = false;
  const tokenizer = await AutoTokenizer.from_pretrained('model-multilingual-e5-small', { local_files_only: true });
  for (const { text, input_ids } of golden) {
    const prepared = prepareText(preset, kindOf(text), text.slice(prefixOf(text).length));
    const { input_ids: ids } = tokenizer(prepared, { truncation: true, max_length: preset.maximumTokens });
    expect([...ids.data].map(Number)).toEqual(input_ids);
  }
});

test('an unknown preset is refused with the known ones', async () => {
  await expect(createEmbedder({ preset: 'word2vec', modelDirs: [] })).rejects.toThrow(
    expect.objectContaining({ reason: 'INVALID_FIELD', message: expect.stringContaining('multilingual-e5-small') }),
  );
});

describe('an endpoint', () => {
  test('is learnt of before the embedder is given, and remembered', async () => {
    await using stub = await startStubEndpoint({ dimensions: 1536 });
    const memoryDir = await mkdtemp(join(tmpdir(), 'endpoint-'));
    const endpoint = { url: stub.url, model: 'text-embedding', apiKey: 'sk-1' };
    const embedder = await createEmbedder({ endpoint, modelDirs: [], memoryDir });
    expect(embedder.model).toMatchObject({ tag: 'text-embedding-1536', dimensions: 1536, similarity: undefined });
    await embedder.whenReady(soon());
    expect(await embedder.embedQuery('x')).toEqual(await embedder.embedQuery('x'));
    expect(stub.requests.filter(({ texts }) => texts.includes('x'))).toHaveLength(1);
    await embedder.close();
    expect(await readdir(memoryDir)).toHaveLength(1);
    await rm(memoryDir, { recursive: true });
  });

  test.each([undefined, ' '])('is refused without a model: %j', async (model) => {
    const endpoint = { url: 'http://127.0.0.1:9', model };
    await expect(createEmbedder({ endpoint, modelDirs: [] })).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      message: expect.stringContaining('TMWS_EMBEDDER_MODEL'),
    });
  });
});

describe('a model folder', () => {
  let root = '';
  let folder = '';

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'model folder '));
    folder = join(root, preset.name);
    await mkdir(join(folder, 'onnx'), { recursive: true });
    for (const file of Object.keys(preset.files)) {
      // The large files are only read, so a link does.
      if (file.includes('model_q4') || file === 'tokenizer.json')
        await symlink(join(bundled, file), join(folder, file));
      else await cp(join(bundled, file), join(folder, file));
    }
  });
  afterAll(() => rm(root, { recursive: true }));

  test('with a damaged or missing file is refused by name, and taken without a restart once it is whole', async () => {
    const config = join(folder, 'config.json');
    const whole = await readFile(config, 'utf8');
    await writeFile(config, whole.replace('1', '2'));
    const embedder = await createEmbedder({ modelDirs: [join(root, 'absent'), root], recheckMilliseconds: 20 });
    const reason = (): string => {
      const state = embedder.state();
      return state.kind === 'unavailable' ? state.reason : state.kind;
    };
    try {
      await embedder.whenReady(soon());
      expect(reason()).toMatch(/config\.json .* is damaged.*Replace it .*by words meanwhile/u);
      await expect(embedder.embedQuery('x')).rejects.toMatchObject({
        reason: 'EMBEDDER_UNAVAILABLE',
        message: reason(),
      });

      await unlink(config);
      await expect.poll(reason, { timeout: 10_000 }).toMatch(/config\.json .* is missing.*Put it back/u);

      await writeFile(config, whole);
      await embedder.whenReady(soon());
      expect(embedder.state()).toEqual({ kind: 'ready' });

      // A loaded model works on from memory.
      await unlink(config);
      expect(await embedder.embedQuery('x')).toHaveLength(preset.dimensions);
    } finally {
      await embedder.close();
    }
  });
});

describe('a process', () => {
  // A script from a file: threads inherit the flags of the process, and take none that say how to read a text.
  const run = async (code: string, options = '{ modelDirs: [] }', environment = process.env): Promise<unknown> => {
    const folder = await mkdtemp(join(tmpdir(), 'embedding-process-'));
    const script = join(folder, 'script.mjs');
    const source = new URL('./create-embedder.ts', import.meta.url).href;
    await writeFile(
      script,
      `import { createEmbedder } from ${JSON.stringify(source)};
      const embedder = await createEmbedder(${options});
      ${code}`,
    );
    try {
      const flags = ['--conditions=@tmws/source', script];
      return await promisify(execFile)(process.execPath, flags, { timeout: 30_000, env: environment });
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  test('that embeds leaves nothing in the folder of its user, as the telemetry of ONNX Runtime would', async () => {
    const home = await mkdtemp(join(tmpdir(), 'home-'));
    await run(
      "await embedder.whenReady(AbortSignal.timeout(30_000)); await embedder.embedQuery('x'); await embedder.close();",
      undefined,
      { HOME: home, XDG_CACHE_HOME: join(home, 'cache') },
    );
    expect(await readdir(home)).toEqual([]);
    await rm(home, { recursive: true });
  });

  test('ends by itself with an embedder that nobody closed', async () => {
    await expect(run('')).resolves.toMatchObject({ stderr: '' });
  });

  test('ends by itself with an endpoint that is away', async () => {
    const endpoint = "{ url: 'http://127.0.0.1:9', model: 'm' }";
    await expect(run('', `{ modelDirs: [], startWaitMilliseconds: 50, endpoint: ${endpoint} }`)).resolves.toMatchObject(
      {
        stderr: '',
      },
    );
  });

  test('ends by itself with an endpoint that is there', async () => {
    await using stub = await startStubEndpoint();
    const options = `{ modelDirs: [], endpoint: { url: '${stub.url}', model: 'm' } }`;
    await expect(run("await embedder.embedQuery('x');", options)).resolves.toMatchObject({ stderr: '' });
  });

  test('ends with its own exit code while a text is being embedded', async () => {
    const code = `await embedder.whenReady(AbortSignal.timeout(30_000));
      for (let index = 0; index < 5; index += 1) embedder.embedPassage('words '.repeat(1_000)).catch(() => undefined);
      setTimeout(() => process.exit(3), 60);`;
    await expect(run(code)).rejects.toMatchObject({ code: 3, stderr: '' });
  });
});
