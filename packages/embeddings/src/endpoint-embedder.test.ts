import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EndpointEmbedder, type EndpointEmbedderOptions } from './endpoint-embedder.ts';
import {
  answerWith,
  breakOff,
  failWith,
  goodAnswer,
  type StubEndpoint,
  startStubEndpoint,
} from './testing/stub-endpoint.ts';

const KEY = 'sk-very-secret';
const EFFORTS = {
  query: { timeoutMilliseconds: 5_000, attempts: 1 },
  passage: { timeoutMilliseconds: 5_000, attempts: 2 },
  probe: { timeoutMilliseconds: 5_000, attempts: 1 },
};
const opened: EndpointEmbedder[] = [];
const soon = (): AbortSignal => AbortSignal.timeout(10_000);
let stub: StubEndpoint;
let memoryDir = '';

beforeEach(async () => {
  stub = await startStubEndpoint();
  memoryDir = await mkdtemp(join(tmpdir(), 'endpoint-embedder-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((embedder) => embedder.close()));
  await stub[Symbol.asyncDispose]();
  await rm(memoryDir, { recursive: true });
});

const open = (options: Partial<EndpointEmbedderOptions> = {}): EndpointEmbedder => {
  const embedder = new EndpointEmbedder({
    endpoint: { url: stub.url, model: 'org/model:1', apiKey: KEY },
    memoryDir: undefined,
    recheckMilliseconds: 20,
    startWaitMilliseconds: 10_000,
    efforts: EFFORTS,
    ...options,
  });
  opened.push(embedder);
  return embedder;
};
const openReady = async (options: Partial<EndpointEmbedderOptions> = {}): Promise<EndpointEmbedder> => {
  const embedder = open(options);
  await embedder.whenReady(soon());
  expect(embedder.state()).toEqual({ kind: 'ready' });
  return embedder;
};
const reasonOf = (embedder: EndpointEmbedder): string => {
  const state = embedder.state();
  return state.kind === 'unavailable' ? state.reason : state.kind;
};
const becomes = (embedder: EndpointEmbedder, reason: RegExp): Promise<unknown> =>
  expect.poll(() => reasonOf(embedder), { timeout: 10_000 }).toMatch(reason);
const sentTexts = (from = 0): readonly (readonly string[])[] => stub.requests.slice(from).map(({ texts }) => texts);

describe('EndpointEmbedder', () => {
  test('learns the length of the vectors and names them by model and length; it is uncalibrated [embeddings.endpoint, embeddings.endpoint-key, embeddings.uncalibrated]', async () => {
    const embedder = open();
    expect(embedder.state()).toEqual({ kind: 'loading' });
    await embedder.identified;
    expect(embedder.model).toMatchObject({
      name: 'org/model:1',
      tag: 'org/model:1-8',
      dimensions: 8,
      similarity: undefined,
      duplicateMark: undefined,
      unrelatedScore: expect.closeTo(0.9, 0),
    });
    await embedder.whenReady(soon());
    expect(Math.hypot(...(await embedder.embedQuery('how?')))).toBeCloseTo(1, 6);
    expect(await embedder.embedPassage('thus')).toHaveLength(8);
    expect(stub.requests.every(({ authorization }) => authorization === `Bearer ${KEY}`)).toBe(true);
  });

  test('sends what is asked for in one turn in small batches, and each request for itself', async () => {
    const embedder = await openReady();
    const before = stub.requests.length;
    const passages = Array.from({ length: 20 }, (_, index) => embedder.embedPassage(`passage ${index}`));
    const query = embedder.embedQuery('query');
    const vectors = await Promise.all([...passages, query]);
    const sizes = sentTexts(before).map((texts) => texts.length);
    expect(sizes.toSorted((a, b) => b - a)).toEqual([16, 4, 1]);
    expect(vectors[17]).toEqual(await embedder.embedPassage('passage 17'));
  });

  test('does not let a slow batch of passages hold a request up', async () => {
    const embedder = await openReady({
      efforts: { ...EFFORTS, passage: { timeoutMilliseconds: 10_000, attempts: 1 } },
    });
    const held = Promise.withResolvers<void>();
    stub.behave(({ texts }, response) => {
      if (!texts[0]?.startsWith('slow')) return 'good';
      void held.promise.then(() => response.end(JSON.stringify(goodAnswer(texts, 8))));
      return 'handled';
    });
    const passage = embedder.embedPassage('slow passage');
    expect(await embedder.embedQuery('quick')).toHaveLength(8);
    held.resolve();
    expect(await passage).toHaveLength(8);
  });

  test('takes a text out when its caller gives up', async () => {
    const embedder = await openReady();
    const before = stub.requests.length;
    const controller = new AbortController();
    const embedded = embedder.embedPassage('given up', controller.signal);
    controller.abort(new Error('gave up'));
    await expect(embedded).rejects.toThrow('gave up');
    await expect(embedder.embedQuery('given up', controller.signal)).rejects.toThrow('gave up');
    await embedder.embedPassage('next');
    expect(sentTexts(before)).toEqual([['next']]);
  });

  test('halves a text that is too long for the endpoint, and spares the others of its batch', async () => {
    const embedder = await openReady();
    stub.behave((seen, response) =>
      seen.texts.some((text) => text.length > 1_500) ? failWith(413)(seen, response) : 'good',
    );
    const [long, short] = await Promise.all([
      embedder.embedPassage('😀'.repeat(2_000)),
      embedder.embedPassage('short'),
    ]);
    expect([long, short].map((vector) => vector?.length)).toEqual([8, 8]);
    expect(embedder.state()).toEqual({ kind: 'ready' });
  });

  test('refuses a single text that the endpoint takes in no length, and stays ready', async () => {
    const embedder = await openReady();
    stub.behave(failWith(400));
    await expect(embedder.embedPassage('odd '.repeat(1_000))).rejects.toMatchObject({
      reason: 'EMBEDDER_UNAVAILABLE',
      message: expect.stringContaining('This text could not be embedded'),
    });
    expect(embedder.state()).toEqual({ kind: 'ready' });
  });

  test('sends something for an empty text', async () => {
    const embedder = await openReady();
    await embedder.embedQuery('   ');
    expect(sentTexts().at(-1)).toEqual([' ']);
  });
});

describe('an endpoint that fails', () => {
  test.each([
    ['is broken', failWith(500), /status 500/u],
    ['is overloaded', failWith(429, { 'retry-after': '0' }), /status 429/u],
    ['refuses the key', failWith(401), /refused the key.*TMWS_EMBEDDER_API_KEY/u],
    ['is another service', failWith(404), /status 404.*TMWS_EMBEDDER/u],
    ['breaks off', breakOff, /cannot be reached/u],
    ['answers with a page', answerWith('<html>'), /not that of an OpenAI-compatible/u],
    ['answers with other sizes', answerWith({ data: [{ embedding: [1, 2, 3] }] }), /of 3 numbers.*model's have 8/u],
  ] as const)('and %s is unavailable with the reason, and heals by itself', async (_what, behaviour, reason) => {
    const embedder = await openReady();
    stub.behave(behaviour);
    const refused = expect(embedder.embedQuery('now')).rejects.toMatchObject({
      reason: 'EMBEDDER_UNAVAILABLE',
      message: expect.stringMatching(reason),
    });
    await refused;
    expect(reasonOf(embedder)).toMatch(reason);
    expect(reasonOf(embedder)).toContain(`${stub.url}/embeddings`);
    expect(reasonOf(embedder)).toContain('by words meanwhile');
    expect(reasonOf(embedder)).not.toContain(KEY);
    await expect(embedder.embedPassage('later')).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });

    const healed = embedder.whenReady(soon());
    stub.behave(() => 'good');
    await healed;
    expect(await embedder.embedQuery('now')).toHaveLength(8);
  });

  test('and is slow is unavailable for it, and heals by itself', async () => {
    const hurry = { timeoutMilliseconds: 100, attempts: 2 };
    const embedder = await openReady({ efforts: { ...EFFORTS, query: hurry } });
    stub.behave(({ texts }) => (texts.includes('slow') ? 'handled' : 'good'));
    await expect(embedder.embedQuery('slow')).rejects.toThrow('did not answer within 0.1 s');
    expect(embedder.state().kind).toBe('unavailable');
    await embedder.whenReady(soon());
    expect(await embedder.embedPassage('quick')).toHaveLength(8);
  });

  test('answers all who wait, and asks less and less often until work is done again', async () => {
    const embedder = await openReady();
    stub.behave(failWith(503));
    const texts = Array.from({ length: 40 }, (_, index) => embedder.embedPassage(`passage ${index}`));
    for (const outcome of await Promise.allSettled(texts)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { reason: 'EMBEDDER_UNAVAILABLE' } });
    }
    const from = performance.now();
    const before = stub.requests.length;
    await expect.poll(() => stub.requests.length, { timeout: 10_000 }).toBe(before + 4);
    // Waits of 20, 40, 80 and 160 ms.
    expect(performance.now() - from).toBeGreaterThan(250);
  });

  test('gets a passage after a moment of trouble, and nobody notices', async () => {
    const embedder = await openReady();
    let left = 1;
    stub.behave((seen, response) => (left-- > 0 ? failWith(502)(seen, response) : 'good'));
    expect(await embedder.embedPassage('patient')).toHaveLength(8);
    expect(embedder.state()).toEqual({ kind: 'ready' });
  });
});

describe('an endpoint that no earlier run knew', () => {
  test('is waited for while it comes up', async () => {
    stub.behave(failWith(503));
    const embedder = open();
    await expect.poll(() => stub.requests.length).toBeGreaterThan(1);
    expect(embedder.state()).toEqual({ kind: 'loading' });
    stub.behave(() => 'good');
    await embedder.identified;
    expect(embedder.model.dimensions).toBe(8);
    await embedder.whenReady(soon());
  });

  test('is waited for no longer than asked, and asks for a restart when it comes after that', async () => {
    stub.behave(failWith(503));
    const embedder = open({ startWaitMilliseconds: 50, memoryDir });
    await embedder.identified;
    expect(embedder.model).toMatchObject({ tag: 'org/model:1-unseen', dimensions: 1 });
    await becomes(embedder, /status 503/u);
    stub.behave(() => 'good');
    await becomes(embedder, /vectors of 8 numbers\. Start the core again/u);
    expect(embedder.model.dimensions).toBe(1);

    const restarted = open({ memoryDir });
    await restarted.identified;
    expect(restarted.model).toMatchObject({ tag: 'org/model:1-8', dimensions: 8 });
  });

  test('is not waited for when it refuses the key', async () => {
    stub.behave(failWith(401));
    const embedder = open({ startWaitMilliseconds: 60_000 });
    await embedder.identified;
    expect(reasonOf(embedder)).toMatch(/refused the key/u);
  });
});

describe('what an earlier run learnt', () => {
  test('makes the model known at once, with the endpoint away, and holds nothing secret', async () => {
    const first = await openReady({ memoryDir });
    const [file = ''] = await readdir(memoryDir);
    expect(await readFile(join(memoryDir, file), 'utf8')).not.toContain(KEY);
    stub.behave(failWith(503));
    const later = open({ memoryDir });
    await later.identified;
    expect(later.model).toEqual(first.model);
    await becomes(later, /status 503/u);
    stub.behave(() => 'good');
    await later.whenReady(soon());
    expect(await later.embedQuery('back')).toHaveLength(8);
  });

  test('is held against a model of the same name with other vectors, and tells how to take it', async () => {
    await openReady({ memoryDir });
    const other = await startStubEndpoint({ dimensions: 16, port: await freedPort() });
    stub = other;
    const embedder = open({ memoryDir });
    await becomes(embedder, /vectors of 16 numbers, where this model's have 8.*delete .*endpoint-[0-9a-f]+\.json/u);
  });
});

describe('close', () => {
  test('answers all who wait, and leaves no request behind', async () => {
    const embedder = await openReady();
    stub.behave(() => 'handled');
    const texts = Promise.allSettled([embedder.embedQuery('a'), embedder.embedPassage('b')]);
    await expect.poll(() => sentTexts().flat()).toEqual(expect.arrayContaining(['a', 'b']));
    await embedder.close();
    await embedder.close();
    for (const outcome of await texts) expect(outcome).toMatchObject({ reason: { reason: 'EMBEDDER_UNAVAILABLE' } });
    await expect(embedder.whenReady(soon())).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
    await expect(embedder.embedQuery('c')).rejects.toMatchObject({ message: expect.stringContaining('was closed') });
  });

  test('ends a wait for an endpoint that never comes up', async () => {
    stub.behave(failWith(503));
    const embedder = open({ startWaitMilliseconds: 60_000 });
    await embedder.close();
    await embedder.identified;
  });
});

const freedPort = async (): Promise<number> => {
  const { port } = new URL(stub.url);
  await stub[Symbol.asyncDispose]();
  return Number(port);
};
