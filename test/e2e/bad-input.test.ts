import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { credentials, makeGenericClientConstructor, type ServiceError } from '@grpc/grpc-js';
import { RemoteError } from '@tmws/client';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, run, runProgram } from '../harness/run.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const refusal = async (call: Promise<unknown>): Promise<RemoteError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RemoteError) return error;
  throw new Error(`Expected a refusal, got ${String(error)}`);
};

const createRaw = (home: TmwsHome, bytes: Buffer): Promise<ServiceError> =>
  new Promise((resolve, reject) => {
    const method = {
      path: '/tmws.learning.v1.PatternService/CreatePattern',
      requestStream: false,
      responseStream: false,
      requestSerialize: (message: Buffer) => message,
      requestDeserialize: (message: Buffer) => message,
      responseSerialize: (message: Buffer) => message,
      responseDeserialize: (message: Buffer) => message,
    };
    readFile(path.join(home.dataDir, 'core.lock'), 'utf8').then((lock) => {
      const client = new (makeGenericClientConstructor({ create: method }, 'Raw'))(
        JSON.parse(lock).address,
        credentials.createInsecure(),
      );
      client.create?.(bytes, (error: ServiceError | null) => {
        client.close();
        if (error === null) reject(new Error('The core took bytes that are no message.'));
        else resolve(error);
      });
    }, reject);
  });

describe('bad input', () => {
  test('gets an error by reason over gRPC, and nothing is stored [grpc.request-id-format, grpc.error-details]', async () => {
    await using home = await tmwsHome();
    const client = await home.client();
    const good = { patternName: 'a_good_name', category: 'test', patternData: { description: 'fine' } };
    const cases = await Promise.all([
      refusal(client.patterns.createPattern({ ...good, patternName: 'x'.repeat(256) })),
      refusal(client.patterns.createPattern({ ...good, patternName: 'bell\u0007' })),
      refusal(client.patterns.createPattern({ ...good, learningWeight: Number.NaN })),
      refusal(client.patterns.createPattern({ ...good, patternData: { rate: Number.NaN } })),
      refusal(client.patterns.createPattern({ ...good, patternData: undefined })),
      refusal(client.patterns.createPattern({ ...good, requestId: 'abc' })),
      refusal(client.patterns.searchPatterns({ queryText: 'x', pageSize: 201 })),
    ]);
    expect(cases.map(({ code, reason }) => `${code} ${reason}`)).toEqual(
      cases.map(() => 'INVALID_ARGUMENT INVALID_FIELD'),
    );
    expect(cases[0]?.violations[0]?.field).toBe('pattern_name');

    const unknown = await refusal(client.patterns.getPattern({ patternId: 'f5c1a3a0-0000-4000-8000-000000000000' }));
    expect(unknown).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    expect(unknown.message).toContain('not found or is not accessible');
    const { patterns } = await client.patterns.listPatterns({});
    expect(patterns).toEqual([]);
  });

  test('that is no message, or hides a key that would be dropped, is INVALID_ARGUMENT', async () => {
    await using home = await tmwsHome();
    await home.client();
    const undecodable = await createRaw(home, Buffer.from([0x0a, 0xff, 0xff, 0xff, 0x7f]));
    expect(undecodable.code).toBe(3);

    const value = Buffer.from([0x1a, 0x01, 0x78]);
    const key = Buffer.from('__proto__');
    const entry = Buffer.concat([Buffer.from([0x0a, key.length]), key, Buffer.from([0x12, value.length]), value]);
    const struct = Buffer.concat([Buffer.from([0x0a, entry.length]), entry]);
    const { CreatePatternRequest } = await import('@tmws/contract');
    const named = Buffer.from(
      CreatePatternRequest.encode(CreatePatternRequest.create({ patternName: 'a_name', category: 'test' })).finish(),
    );
    const tag = CreatePatternRequest.encode(CreatePatternRequest.create({ patternData: {} })).finish()[0] ?? 0;
    const hidden = await createRaw(home, Buffer.concat([named, Buffer.from([tag, struct.length]), struct]));
    expect(hidden.code).toBe(3);
    expect(hidden.details).toContain('__proto__');
  });

  test('on the command line is one line on stderr and the exit code of its kind', async () => {
    await using home = await tmwsHome();
    const broken = await home.tmws('pattern', 'create', '--name', 'x_y_z', '--category', 'test', '--data', '{"open": ');
    expect(broken.status === 2 || broken.status === 6).toBe(true);
    expect(broken.stderr.trim().split('\n').length).toBe(1);
    const unknown = await home.tmws('pattern', 'show', 'f5c1a3a0-0000-4000-8000-000000000000');
    expect(unknown).toMatchObject({ status: 3, stdout: '' });
    expect((await home.tmws('no-such-command')).status).toBe(2);
  });

  test('in the form of a damaged model leaves search by words, says so, and heals when the file is whole again [embeddings.digest, embeddings.catch-up]', async () => {
    await using models = await temporaryFolder();
    const original = path.join(REPOSITORY, 'packages/model-multilingual-e5-small');
    const model = path.join(models.path, 'multilingual-e5-small');
    await run('cp', ['-r', original, model]);
    const weights = path.join(model, 'onnx/model_q4.onnx');
    const whole = await readFile(weights);
    const flipped = Buffer.from(whole);
    flipped[1_000_000] = (flipped[1_000_000] ?? 0) ^ 0xff;
    await writeFile(weights, flipped);

    await using home = await tmwsHome({ TMWS_MODEL_DIR: models.path });
    const client = await home.client();
    const created = await client.patterns.createPattern({
      patternName: 'rotate_api_keys',
      category: 'security',
      patternData: { description: 'Rotate leaked credentials without downtime' },
    });
    expect(created.searchableByWords).toBe(true);
    expect(created.searchableByMeaning).toBe(false);
    await expect
      .poll(
        async () => (await client.patterns.searchPatterns({ queryText: 'rotate leaked credentials' })).degradedReason,
        { timeout: 20_000 },
      )
      .toContain('model_q4.onnx');
    const degraded = await client.patterns.searchPatterns({ queryText: 'rotate leaked credentials' });
    expect(degraded).toMatchObject({ degraded: true, hits: [{ pattern: { patternName: 'rotate_api_keys' } }] });

    await writeFile(weights, whole);
    await expect
      .poll(async () => (await client.patterns.searchPatterns({ queryText: 'a secret got out' })).degraded, {
        timeout: 60_000,
      })
      .toBe(false);
    await expect
      .poll(async () => (await client.patterns.searchPatterns({ queryText: 'a secret got out' })).hits.length, {
        timeout: 60_000,
      })
      .toBe(1);
  }, 120_000);

  test('in the form of an unusable data folder ends the core with one sentence that says what to do', async () => {
    await using folder = await temporaryFolder();
    const file = path.join(folder.path, 'file');
    await writeFile(file, '');
    const env = { ...process.env, XDG_RUNTIME_DIR: folder.path };
    const notAFolder = await runProgram('core', ['--data-dir', path.join(file, 'data')], env);
    expect(notAFolder.status).toBe(1);
    expect(notAFolder.stderr + notAFolder.stdout).toContain(path.join(file, 'data'));
  });

  test('in the form of a newer schema is refused with the version that made it, and nothing is changed [storage.newer-schema]', async () => {
    await using home = await tmwsHome();
    await home.tmws('whoami');
    await home.tmws('stop');
    const database = path.join(home.dataDir, 'tmws.db');
    const rows = new Database(database);
    const columns = rows.prepare('select * from schema_versions limit 1').get();
    const names = Object.keys(columns ?? {});
    rows
      .prepare(
        `insert into schema_versions (${names.join(', ')}) select ${names.map((name) => (name === 'version' ? '999' : name === 'product_version' ? "'9.9.9'" : name)).join(', ')} from schema_versions limit 1`,
      )
      .run();
    rows.pragma('wal_checkpoint(TRUNCATE)');
    rows.close();
    const before = await readFile(database);
    const refused = await home.tmws('whoami');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('9.9.9');
    expect((await readFile(database)).equals(before)).toBe(true);
    await mkdir(home.dataDir, { recursive: true });
  });
});
