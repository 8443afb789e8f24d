import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpClient } from '../harness/mcp-client.ts';
import { hasPython, preparePythonClient } from '../harness/python-client.ts';
import { REPOSITORY } from '../harness/run.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const QUESTION = 'my query on a big Postgres table got slow, what should I do?';
const RIGHT = 'database_optimization';
/** Questions that no example skill has anything to do with. */
const OFF_TOPIC = [
  'How long do I bake a sourdough bread, and how hot should the oven be?',
  'Which shoes do I need for my first marathon?',
  'My tomato plants have yellow leaves. Do they need more water?',
  'Who won the football world cup in 1974?',
  'What is a good name for a grey kitten?',
  '猫が夜中に鳴いて眠れません。どうすればいいですか',
];
/** Of the same, in words that the skill does not have. */
const PARAPHRASE = 'sluggish RDBMS';
const python = await hasPython();

interface ExampleQuestion {
  readonly question: string;
  readonly folder: string;
  readonly language: string;
}

const exampleQuestions = async (): Promise<readonly ExampleQuestion[]> => {
  const [, ...lines] = (await readFile(path.join(REPOSITORY, 'examples/questions.tsv'), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [question = '', folder = '', language = ''] = line.split('\t');
    return { question, folder, language };
  });
};

const isJapanese = (text: string): boolean => /[\u3040-\u30ff]/.test(text);

describe('the example skills, imported into a new data folder', () => {
  let home: TmwsHome;

  beforeAll(async () => {
    home = await tmwsHome();
    const imported = await home.migrate('import', path.join(REPOSITORY, 'examples/skills'), '--json');
    expect(imported.stderr + imported.stdout).toContain(RIGHT);
    expect(imported.status).toBe(0);
    await untilEmbedded(await home.client());
  });

  /** The places, from 0, of the right skills for the questions that are chosen; infinite where one is not found. */
  const placesOf = async (choose: (question: string, skill: string) => boolean): Promise<readonly number[]> => {
    const client = await home.client();
    const places: number[] = [];
    for (const { question, folder } of await exampleQuestions()) {
      const skill = await readFile(path.join(REPOSITORY, 'examples/skills', folder, 'SKILL.md'), 'utf8');
      if (!choose(question, skill.slice(0, 400))) continue;
      const { hits } = await client.patterns.searchPatterns({ queryText: question });
      const place = hits.findIndex((hit) => hit.pattern?.patternName === folder);
      places.push(place < 0 ? Number.POSITIVE_INFINITY : place);
    }
    return places;
  };

  afterAll(async () => {
    await home[Symbol.asyncDispose]();
  });

  test('answer a question with the same skill over gRPC, the CLI and MCP', async () => {
    const client = await home.client();
    const { hits } = await client.patterns.searchPatterns({ queryText: QUESTION });
    const cli = await home.tmws('search', QUESTION, '--json');
    await using mcp = await mcpClient(home);
    const applied = await mcp.callTool({ name: 'apply_pattern', arguments: { pattern_query: QUESTION, context: '' } });

    expect(hits[0]?.pattern?.patternName).toBe(RIGHT);
    expect(JSON.parse(cli.stdout).hits[0].pattern.pattern_name).toBe(RIGHT);
    expect(applied.structuredContent).toMatchObject({ success: true, result: { found: true } });
    expect(applied.structuredContent).toHaveProperty('result.patterns.0.pattern_name', RIGHT);
  });

  test.skipIf(!python && process.env.CI !== 'true')(
    'answer it with the same skill in Python',
    async () => {
      const runPython = await preparePythonClient();
      const { stdout, stderr } = await runPython('search.py', ['--json', QUESTION], home.env);

      expect(stderr).toBe('');
      expect(JSON.parse(stdout).hits[0].pattern_name).toBe(RIGHT);
    },
    300_000,
  );

  test('are found across languages: Japanese questions have the right English skill among the first five, English ones a Japanese skill first [search.multilingual]', async () => {
    const toEnglish = await placesOf((asked, skill) => isJapanese(asked) && !isJapanese(skill));
    const toJapanese = await placesOf((asked, skill) => !isJapanese(asked) && isJapanese(skill));

    expect(toEnglish.length).toBeGreaterThanOrEqual(6);
    expect(toEnglish.filter((place) => place > 4)).toEqual([]);
    expect(toEnglish).toContain(0);
    expect(toJapanese).toContain(0);
  });

  test('are found by questions in their own language: four of five first, all among the first five', async () => {
    const places = await placesOf((asked, skill) => isJapanese(asked) === isJapanese(skill));

    expect(places.length).toBeGreaterThan(30);
    expect(places.filter((place) => place > 4)).toEqual([]);
    expect(places.filter((place) => place === 0).length / places.length).toBeGreaterThan(0.8);
  });

  test('have a similarity from 0 to 1 that rises with the fused score, above 0.7 for what answers a question and below it where nothing does [search.similarity-range]', async () => {
    const client = await home.client();
    const similarities = async (question: string, ofSkill?: string): Promise<readonly number[]> => {
      const { hits } = await client.patterns.searchPatterns({ queryText: question });
      const ordered = hits.toSorted((a, b) => b.fusedScore - a.fusedScore).map(({ similarity }) => similarity);
      expect(ordered).toEqual(ordered.toSorted((a, b) => b - a));
      expect(ordered.every((similarity) => similarity >= 0 && similarity <= 1)).toBe(true);
      return hits
        .filter(({ pattern }) => ofSkill === undefined || pattern?.patternName === ofSkill)
        .map(({ similarity }) => similarity);
    };
    const right: number[] = [];
    for (const { question, folder } of await exampleQuestions()) right.push(...(await similarities(question, folder)));
    const unrelated: number[] = [];
    for (const question of OFF_TOPIC) unrelated.push(...(await similarities(question)));
    const share = (values: readonly number[], test: (value: number) => boolean): number =>
      values.filter(test).length / values.length;

    expect(share(right, (similarity) => similarity >= 0.7)).toBeGreaterThan(0.8);
    expect(share(unrelated, (similarity) => similarity < 0.7)).toBeGreaterThan(0.95);
  });

  test('are found in the first five by a paraphrase that shares no word with them [search.semantic]', async () => {
    const client = await home.client();
    const { hits } = await client.patterns.searchPatterns({ queryText: PARAPHRASE });
    const place = hits.findIndex(({ pattern }) => pattern?.patternName === RIGHT);
    expect(hits[place]).toMatchObject({ lexicalScore: 0, denseRank: expect.any(Number) });
    expect(place).toBeLessThan(5);
  });
});
