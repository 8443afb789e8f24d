import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLevel } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from '../../testing/run-line.ts';
import { type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

describe('tmws pattern create', () => {
  const created = { pattern: { id: 'id-1', patternName: 'a', version: '1.0.0', accessLevel: AccessLevel.PRIVATE } };

  test('sends what the flags say', async () => {
    let asked: unknown;
    await serving({
      createPattern: async (request) => {
        asked = request;
        return created;
      },
    });
    const flags = [
      '--tag',
      'x',
      '--tag',
      'y',
      '--access-level',
      'team',
      '--learning-weight',
      '0',
      '--version',
      '2.0.0',
    ];
    const { exitCode, stderr } = await run([
      'pattern',
      'create',
      '--name',
      'a',
      '--category',
      'c',
      '--data',
      '{"b": 0}',
      ...flags,
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(asked).toMatchObject({
      patternName: 'a',
      patternData: { b: 0 },
      tags: ['x', 'y'],
      accessLevel: AccessLevel.TEAM,
      learningWeight: 0,
      version: '2.0.0',
      confidence: undefined,
    });
  });

  test('hints at the levels when none was named, beside the result [cli.access-hint, cli.stdout-stderr]', async () => {
    await serving({ createPattern: async () => created });
    const { stdout, stderr } = await run([
      'pattern',
      'create',
      '--name',
      'a',
      '--category',
      'c',
      '--data',
      '{}',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ pattern: { access_level: 'private' } });
    expect(stderr).toContain('--access-level');
  });

  test('takes one from a pipe, and many by one call', async () => {
    const seen: number[] = [];
    await serving({
      createPattern: async () => {
        seen.push(1);
        return created;
      },
      batchCreatePatterns: async ({ patterns }) => {
        seen.push(patterns.length);
        return {
          results: patterns.map(({ patternName }) => ({ result: { $case: 'pattern', value: { patternName } } })),
        };
      },
    });
    const one = '{"pattern_name": "a", "category": "c", "pattern_data": {}, "access_level": "team"}';
    expect((await run(['pattern', 'create', '--from', '-'], { input: one })).exitCode).toBe(0);
    const file = join(core?.folder ?? '', 'many.json');
    writeFileSync(file, `[${one}, ${one}]`);
    const { stdout } = await run(['pattern', 'create', '--from', file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ pattern: { pattern_name: 'a' } }, {}] });
    expect(seen).toEqual([1, 2]);
  });

  test('refuses a file that is missing, broken or named beside flags', async () => {
    await serving();
    expect((await run(['pattern', 'create', '--from', '/nowhere.json'])).exitCode).toBe(6);
    expect((await run(['pattern', 'create', '--from', '-'], { input: '{' })).exitCode).toBe(6);
    expect((await run(['pattern', 'create', '--from', '-', '--name', 'a'])).exitCode).toBe(2);
    expect((await run(['pattern', 'create', '--name', 'a'])).exitCode).toBe(2);
  });
});
