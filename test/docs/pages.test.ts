import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY, run } from '../harness/run.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

/** Made by programs, which have tests of their own. */
const GENERATED = new Set(['api.md', 'benchmarks.md', 'requirements.md', 'cli.md']);

/** Is there after the first whole run of the tests. */
const LAST_RESULTS = 'test/last-results.json';

const pages = globSync('docs/**/*.md', { cwd: REPOSITORY }).filter((page) => !GENERATED.has(path.basename(page)));

const read = (page: string): Promise<string> => readFile(path.join(REPOSITORY, page), 'utf8');

const blocksOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);

/** A test's title on the page goes without the requirements that it shows. */
const withoutIds = (line: string): string => line.replace(/ \[[a-z0-9., -]+\]'/, "'");

/** Settings of a block for those after it, as a terminal keeps them. */
const kept = (block: string): string =>
  block
    .split('\n')
    .filter((line) => line.startsWith('export '))
    .join('\n');

/** Runs the commands of a page in its order, as a user of an empty data folder; what they printed, block by block. */
const runPage = async (page: string): Promise<readonly string[]> => {
  await using home = await tmwsHome();
  await untilEmbedded(await home.client());
  const bin = path.join(REPOSITORY, 'node_modules/.bin');
  const PATH = (home.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== bin);
  const env = { ...home.env, PATH: PATH.join(path.delimiter) };
  const printed: string[] = [];
  let settings = '';
  for (const block of blocksOf(await read(page))) {
    const { status, stdout, stderr } = await run('sh', ['-e', '-c', `cd "${REPOSITORY}"\n${settings}\n${block}`], env);
    settings = `${settings}\n${kept(block)}`;
    expect({ block, status, stderr: status === 0 ? '' : stderr }).toEqual({ block, status: 0, stderr: '' });
    printed.push(stdout);
    await untilEmbedded(await home.client());
  }
  return printed;
};

test('the page on good practice says what the specification advises, and its commands run [docs.best-practices]', async () => {
  const printed = await runPage('docs/best-practices.md');
  expect(printed.length).toBeGreaterThan(6);
  const shown = printed.join('\n');
  for (const text of ['database_index_composite', '1.1.0', 'api_timeout_budget']) expect(shown).toContain(text);
  const text = await read('docs/best-practices.md');
  for (const field of ['description', 'problem', 'solution', 'steps', 'example', 'expected_improvement']) {
    expect(text).toContain(`\`${field}\``);
  }
});

test('the steps from .claude/skills to patterns and back run on the example skills [docs.migration]', async () => {
  const printed = await runPage('docs/migration.md');
  const [, listed = '', planned = '', first = '', verified = '', applied = '', left = ''] = printed;
  expect(listed).toContain('examples/skills/database_optimization/SKILL.md');
  expect(planned).toContain('34 created');
  expect(planned).toContain('nothing was stored');
  expect(first).toContain('34 created');
  expect(verified).toContain('34 skipped');
  expect(verified).toContain('migrated_from');
  expect(applied).toContain('database_optimization');
  expect(left).toContain('34 patterns');
  expect(left).toContain('No file differs.');
});

test('what the page on the architecture shows of the code stands in the code', async () => {
  const text = await read('docs/architecture.md');
  const shown = [...text.matchAll(/^```(?:ts|proto)\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  expect(shown.length).toBeGreaterThan(4);
  const files = globSync(
    ['proto/**/*.proto', '{apps,packages}/*/src/{learning,mappers,services,tools,commands}/**/*.ts'],
    { cwd: REPOSITORY },
  );
  const sources = await Promise.all(files.map(read));
  const lines = new Set(sources.flatMap((source) => source.split('\n')).map((line) => withoutIds(line.trim())));
  expect(shown.flatMap((block) => block.split('\n')).filter((line) => !lines.has(line.trim()))).toEqual([]);
});

test('links and code paths of the pages lead somewhere', async () => {
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) {
    const text = await read(page);
    const links = [...text.matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, link = '']) =>
      path.join(path.dirname(page), link),
    );
    const sources = [...text.matchAll(/`((?:packages|apps|scripts|test|bench|examples|proto)\/[^` ]+)`/g)].map(
      ([, source = '']) => source.replace(/…/g, '*'),
    );
    const lost = [...links, ...sources].filter(
      (file) =>
        file !== LAST_RESULTS &&
        !existsSync(path.join(REPOSITORY, file)) &&
        globSync(file, { cwd: REPOSITORY }).length === 0,
    );
    expect({ page, lost }).toEqual({ page, lost: [] });
  }
});
