import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { CalibrationState, EmbedderState, SearchMode } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const DIMENSIONS = 24;

interface StubRequest {
  readonly authorization: string | undefined;
  readonly model: string;
}

/** An OpenAI-compatible endpoint whose vectors count letters. */
const startEndpoint = async () => {
  const requests: StubRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { model, input }: { model: string; input: string | string[] } = JSON.parse(
        Buffer.concat(chunks).toString(),
      );
      requests.push({ authorization: request.headers.authorization, model });
      const vectorOf = (text: string): number[] => {
        const counts = new Array<number>(DIMENSIONS).fill(0.01);
        for (const letter of text) {
          const at = (letter.codePointAt(0) ?? 0) % DIMENSIONS;
          counts[at] = (counts[at] ?? 0) + 1;
        }
        return counts;
      };
      const data = [input].flat().map((text, index) => ({ index, embedding: vectorOf(text) }));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data, model, object: 'list' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The endpoint has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

describe('an endpoint', () => {
  test('embeds with the model and the key that are set, and is uncalibrated [embeddings.endpoint, embeddings.endpoint-key, embeddings.uncalibrated]', async () => {
    await using endpoint = await startEndpoint();
    const key = 'sk-never-in-a-log';
    await using home = await tmwsHome({
      TMWS_EMBEDDER: endpoint.url,
      TMWS_EMBEDDER_MODEL: 'letters-1',
      TMWS_EMBEDDER_API_KEY: key,
      TMWS_LOG_LEVEL: 'trace',
    });
    const client = await home.client();
    const learned = await client.learning.learnPattern({ patternName: 'a', patternContent: 'b', category: 'c' });
    expect(learned.vectorDimensions).toBe(DIMENSIONS);
    await untilEmbedded(client);
    for (const { model, authorization } of endpoint.requests) {
      expect({ model, authorization }).toEqual({ model: 'letters-1', authorization: `Bearer ${key}` });
    }
    expect(endpoint.requests.length).toBeGreaterThan(0);
    const { embedder } = await client.admin.getStatus({});
    expect(embedder).toMatchObject({ name: 'letters-1', calibration: { state: CalibrationState.UNCALIBRATED } });
    const { status } = JSON.parse((await home.tmws('status', '--json')).stdout);
    expect(status.embedder.calibration.state).toBe('uncalibrated');
    expect(await home.coreLog()).not.toContain(key);
  });

  test('that is away leaves writes and search by words, says so, and is named by the doctor [embeddings.writes-go-on, search.degraded, search.searchable-flags, cli.doctor]', async () => {
    await using home = await tmwsHome({ TMWS_EMBEDDER: 'http://127.0.0.1:9/v1', TMWS_EMBEDDER_MODEL: 'none' });
    const client = await home.client();
    const request = { patternName: 'mooring', category: 'c', patternData: { description: 'Moor the zeppelin.' } };
    const created = await client.patterns.createPattern(request);
    expect(created).toMatchObject({ searchableByWords: true, searchableByMeaning: false });
    const answer = await client.patterns.searchPatterns({ queryText: 'zeppelin' });
    expect(answer).toMatchObject({
      degraded: true,
      mode: SearchMode.LEXICAL,
      hits: [{ pattern: { patternName: 'mooring' } }],
    });
    const { status, stdout } = await home.tmws('doctor', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      healthy: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'embedder', healthy: false, found: expect.stringContaining('127.0.0.1:9') }),
      ]),
    });
  }, 60_000);
});

describe('the bundled model', () => {
  test('works in a core that reaches no network, and is calibrated; the doctor finds nothing [embeddings.default-offline, embeddings.uncalibrated, search.searchable-flags, cli.doctor]', async () => {
    await using folder = await temporaryFolder();
    const hook = path.join(folder.path, 'no-network.mjs');
    await writeFile(
      hook,
      `import net from 'node:net';
       import dns from 'node:dns';
       const refuse = () => { throw new Error('There is no network.'); };
       globalThis.fetch = refuse;
       dns.lookup = refuse;
       const { connect } = net.Socket.prototype;
       net.Socket.prototype.connect = function (...given) {
         const [target] = [given].flat(2);
         return typeof target?.path === 'string' ? connect.apply(this, given) : refuse();
       };`,
    );
    await using home = await tmwsHome({ NODE_OPTIONS: `--import ${hook}` });
    const client = await home.client();
    await untilEmbedded(client);
    const request = {
      patternName: 'mooring',
      category: 'c',
      patternData: { description: 'Tie up an airship at night.' },
    };
    const created = await client.patterns.createPattern(request);
    expect(created).toMatchObject({ searchableByWords: true, searchableByMeaning: true });
    const answer = await client.patterns.searchPatterns({ queryText: 'moor the zeppelin', mode: SearchMode.SEMANTIC });
    expect(answer).toMatchObject({ degraded: false, hits: [{ pattern: { patternName: 'mooring' } }] });
    const { embedder } = await client.admin.getStatus({});
    expect(embedder).toMatchObject({ calibration: { state: CalibrationState.CALIBRATED } });
    expect(JSON.parse((await home.tmws('doctor', '--json')).stdout)).toMatchObject({ healthy: true });
    expect((await home.tmws('doctor')).status).toBe(0);
  });

  test('gives way to the preset that is named [embeddings.preset-select, embeddings.preset-e5-large]', async () => {
    await using home = await tmwsHome({ TMWS_EMBEDDER: 'multilingual-e5-large' });
    const { embedder } = await (await home.client()).admin.getStatus({});
    expect(embedder).toMatchObject({ name: 'multilingual-e5-large', dimensions: 1024 });
    expect(embedder?.state).not.toBe(EmbedderState.READY);
  });
});
