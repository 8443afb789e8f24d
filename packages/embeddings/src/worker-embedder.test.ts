import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MODEL_PRESETS } from './presets.ts';
import { WorkerEmbedder } from './worker-embedder.ts';

/**
 * A thread that speaks the worker's protocol without a model: it answers each text with how many it answered before,
 * and does on command what a real one does once in a year.
 */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  let answered = 0;
  if (workerData.behaviour === 'cannot load') parentPort.postMessage({ kind: 'load-failed', message: 'No such operator.' });
  else {
    if (workerData.behaviour !== 'loads for ever') parentPort.postMessage({ kind: 'ready', digests: {}, unrelatedScore: undefined });
    parentPort.on('message', ({ id, text }) => {
      if (text.includes('native')) Atomics.store(new Int32Array(workerData.guard), 0, 1);
      if (text.includes('crash')) process.exit(7);
      if (text.includes('throw')) throw new Error('out of hand');
      if (text.includes('refuse')) parentPort.postMessage({ kind: 'embed-failed', id, message: 'Too odd.' });
      else setTimeout(() => parentPort.postMessage({ kind: 'vector', id, vector: Float32Array.of(answered++) }), 5);
    });
  }
`;

const [preset] = MODEL_PRESETS;
const opened: WorkerEmbedder[] = [];
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

const open = (...behaviours: readonly string[]): WorkerEmbedder => {
  let starts = 0;
  const embedder = new WorkerEmbedder({
    preset,
    modelDirs: [],
    memory: undefined,
    startWaitMilliseconds: 10_000,
    recheckMilliseconds: 10,
    startWorker: ({ guard }) => {
      const behaviour = behaviours[starts] ?? behaviours.at(-1);
      starts += 1;
      return new Worker(SCRIPT, { eval: true, workerData: { behaviour, guard } });
    },
  });
  opened.push(embedder);
  return embedder;
};

const openReady = async (): Promise<WorkerEmbedder> => {
  const embedder = open('works');
  await embedder.whenReady(soon());
  return embedder;
};

afterEach(async () => {
  await Promise.all(opened.splice(0).map((embedder) => embedder.close()));
});

describe('WorkerEmbedder', () => {
  test('tells at once what model it has, and refuses texts while it loads', async () => {
    const embedder = open('loads for ever');
    expect(embedder.state()).toEqual({ kind: 'loading' });
    expect(embedder.model).toMatchObject({ name: preset.name, dimensions: 384, tag: 'multilingual-e5-small-54e84948' });
    expect(embedder.model.languageNeutral?.direction).toHaveLength(384);
    await expect(embedder.embedQuery('now')).rejects.toMatchObject({
      reason: 'EMBEDDER_UNAVAILABLE',
      message: expect.stringContaining('still loading'),
    });
  });

  test('lets requests overtake passages that wait', async () => {
    const embedder = await openReady();
    const passages = ['a', 'b', 'c'].map((text) => embedder.embedPassage(text));
    const query = embedder.embedQuery('q');
    expect((await Promise.all([...passages, query])).map(([order]) => order)).toEqual([0, 2, 3, 1]);
  });

  test('takes a text out when its caller gives up, and goes on with the next', async () => {
    const embedder = await openReady();
    const first = embedder.embedPassage('a');
    const controller = new AbortController();
    const given = embedder.embedPassage('b', controller.signal);
    const last = embedder.embedPassage('c');
    controller.abort(new Error('gave up'));
    await expect(given).rejects.toThrow('gave up');
    expect([...(await first), ...(await last)]).toEqual([0, 1]);
    await expect(embedder.embedQuery('d', controller.signal)).rejects.toThrow('gave up');
  });

  test('answers a caller that gives up while its text is being embedded', async () => {
    const embedder = await openReady();
    const controller = new AbortController();
    const inFlight = embedder.embedQuery('a', controller.signal);
    controller.abort(new Error('gave up'));
    await expect(inFlight).rejects.toThrow('gave up');
    expect([...(await embedder.embedQuery('b'))]).toEqual([1]);
  });

  test('refuses one text that cannot be embedded and embeds the next', async () => {
    const embedder = await openReady();
    await expect(embedder.embedPassage('refuse')).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
    expect(await embedder.embedPassage('next')).toHaveLength(1);
  });

  test.each(['crash', 'throw', 'native crash'])(
    'starts again after a %s, having answered all who waited',
    async (text) => {
      const embedder = await openReady();
      const texts = [embedder.embedPassage(text), embedder.embedPassage('b'), embedder.embedQuery('c')];
      const outcomes = await Promise.allSettled(texts);
      expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { reason: 'EMBEDDER_UNAVAILABLE' } });
      expect(embedder.state()).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining('started again') });
      await embedder.whenReady(soon());
      expect([...(await embedder.embedQuery('d'))]).toEqual([0]);
    },
  );

  test('tells why a model does not load, and takes it once it does', async () => {
    const embedder = open('cannot load', 'works');
    await embedder.whenReady(soon());
    expect(embedder.state()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('No such operator.'),
    });
    await embedder.whenReady(soon());
    expect(embedder.state()).toEqual({ kind: 'ready' });
  });

  test('waits longer after each crash', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const waits = (): unknown[] => timers.mock.calls.map(([, wait]) => wait).filter((wait) => Number(wait) % 10 === 0);
    const embedder = open('cannot load');
    await expect.poll(waits, { timeout: 10_000, interval: 7 }).toEqual(expect.arrayContaining([10, 20, 40, 80]));
    timers.mockRestore();
    expect(embedder.state().kind).toBe('unavailable');
  });

  test('lets whoever waits for it give up, and answers them when it is closed', async () => {
    const embedder = open('loads for ever');
    await expect(embedder.whenReady(AbortSignal.abort(new Error('early')))).rejects.toThrow('early');
    const controller = new AbortController();
    const gaveUp = embedder.whenReady(controller.signal);
    controller.abort(new Error('late'));
    await expect(gaveUp).rejects.toThrow('late');
    const waits = expect(embedder.whenReady(soon())).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
    await embedder.close();
    await waits;
    await expect(embedder.whenReady(soon())).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
  });

  test('answers all who wait when it is closed, and embeds no more', async () => {
    const embedder = await openReady();
    const texts = Promise.allSettled([embedder.embedQuery('a'), embedder.embedPassage('b')]);
    await embedder.close();
    await embedder.close();
    for (const outcome of await texts) expect(outcome).toMatchObject({ reason: { reason: 'EMBEDDER_UNAVAILABLE' } });
    await expect(embedder.embedQuery('c')).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
  });
});
