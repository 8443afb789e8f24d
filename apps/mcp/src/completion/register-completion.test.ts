import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { type StandInPatterns, startStandInPatterns } from '../testing/stand-in-patterns.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const PROMPT = { type: 'ref/prompt', name: 'use-pattern' } as const;
const TEMPLATE = { type: 'ref/resource', uri: 'tmws://pattern/{id}/versions' } as const;

describe('completion', () => {
  let workplace: Workplace;
  let core: StandInPatterns;
  let server: InProcessClient;
  const complete = async (ref: typeof PROMPT | typeof TEMPLATE, name: string, value: string) =>
    (await server.client.complete({ ref, argument: { name, value } })).completion;

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInPatterns(workplace.socket);
    server = await connectInProcess(workplace.environment);
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('has what begins with the text before what holds it, each name once', async () => {
    core.names = ['Bowline knot', 'Knot of two', 'splice', 'knot of one', 'Knot of two'];
    expect(await complete(PROMPT, 'pattern', 'knot')).toEqual({
      values: ['Knot of two', 'knot of one', 'Bowline knot'],
      hasMore: false,
    });
    expect((await complete(TEMPLATE, 'id', 'knot of')).values).toEqual(['id of Knot of two', 'id of knot of one']);
    expect((await complete(TEMPLATE, 'id', 'id of spl')).values).toEqual(['id of splice']);
  });

  test('has at most 100 values, looks no further then, and searches for no half-typed word', async () => {
    core.names = Array.from({ length: 450 }, (_, index) => `knot ${index}`);
    const { values, hasMore } = await complete(PROMPT, 'pattern', 'k');
    expect([values.length, hasMore]).toEqual([100, true]);
    expect(core.searches).toHaveLength(1);
    expect((await complete(PROMPT, 'pattern', 'knot 44')).values).toHaveLength(11);
    expect(core.searches.map(({ queryText }) => queryText)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('has nothing for arguments that name nothing, and refuses what there is not', async () => {
    expect(await complete(PROMPT, 'task', 'a')).toEqual({ values: [], hasMore: false });
    expect(await complete(PROMPT, 'no-such', 'a')).toEqual({ values: [], hasMore: false });
    const argument = { name: 'id', value: '' };
    for (const ref of [
      { type: 'ref/prompt', name: 'none' } as const,
      { type: 'ref/resource', uri: 'x://{id}' } as const,
    ]) {
      await expect(server.client.complete({ ref, argument })).rejects.toMatchObject({ code: -32602 });
    }
  });
});
