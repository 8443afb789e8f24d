import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
});

afterAll(() => home[Symbol.asyncDispose]());

const tmws = (...line: readonly string[]) => home.tmws(...line);

const DATA = '{"description": "Moor an airship"}';

describe('tmws pattern', () => {
  test('creates, lists, shows, updates, restores, deletes, undeletes and purges [cli.pattern-verbs]', async () => {
    const client = await home.client();
    await tmws('pattern', 'create', '--name', 'moor', '--category', 'ships', '--data', DATA);
    const { patterns } = await client.patterns.listPatterns({ patternName: 'moor' });
    const patternId = patterns[0]?.id ?? '';
    expect((await tmws('pattern', 'list')).stdout).toContain(patternId);
    expect((await tmws('pattern', 'show', 'moor')).stdout).toContain('Moor an airship');
    await tmws('pattern', 'update', 'moor', '--category', 'airships');
    expect((await client.patterns.getPattern({ patternId })).pattern).toMatchObject({ category: 'airships' });
    await tmws('pattern', 'restore', 'moor', '--revision', '1');
    expect((await client.patterns.getPattern({ patternId })).pattern).toMatchObject({ category: 'ships', revision: 3 });
    const known = async (): Promise<number> =>
      (await client.patterns.listPatterns({ patternName: 'moor' })).patterns.length;
    await tmws('pattern', 'delete', 'moor');
    expect(await known()).toBe(0);
    await tmws('pattern', 'undelete', 'moor');
    expect(await known()).toBe(1);
    expect((await tmws('pattern', 'purge', 'moor')).status).toBe(2);
    expect((await tmws('pattern', 'purge', 'moor', '--yes')).status).toBe(0);
    expect(await known()).toBe(0);
    expect((await tmws('pattern', 'undelete', patternId)).status).toBe(3);
  }, 60_000);

  test('shares a pattern with an agent, who finds it [cli.pattern-share]', async () => {
    await tmws(
      'pattern',
      'create',
      '--name',
      'ballast',
      '--category',
      'ships',
      '--data',
      '{"description": "Drop sand"}',
    );
    const found = async (): Promise<string> => (await tmws('search', 'ballast', '--agent', 'zoe', '--json')).stdout;
    expect(await found()).not.toContain('"ballast"');
    expect((await tmws('pattern', 'share', 'ballast', '--with', 'zoe')).status).toBe(0);
    expect(await found()).toContain('"ballast"');
  }, 60_000);
});
