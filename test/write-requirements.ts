import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { REQUIREMENTS } from './requirements.ts';
import { testTitles } from './test-titles.ts';

/**
 * Writes `docs/requirements.md`: every requirement that is implemented, and the tests that show it. A test shows a
 * requirement by naming its id in brackets at the end of its title. `--check` fails where the page is out of date, a
 * requirement has no test, or a test names an unknown one.
 */
const PAGE = 'docs/requirements.md';

interface Place {
  readonly file: string;
  readonly title: string;
}

const idsOf = (title: string): readonly string[] => {
  const list = / \[([a-z]+\.[a-z0-9., -]+)\]$/.exec(title)?.[1];
  return list === undefined ? [] : list.split(',').map((id) => id.trim());
};

const tests = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '');
const shown = new Map<string, Place[]>();
for (const file of tests) {
  for (const title of testTitles(readFileSync(file, 'utf8'))) {
    for (const id of idsOf(title))
      shown.set(id, [...(shown.get(id) ?? []), { file, title: title.replace(/ \[[^\]]+\]$/, '') }]);
  }
}

const ids = Object.keys(REQUIREMENTS).toSorted();
const breaches = [
  ...ids
    .filter((id) => !shown.has(id))
    .map((id) => `${id} has no test; name it in brackets at the end of a test's title.`),
  ...[...shown.keys()]
    .filter((id) => !(id in REQUIREMENTS))
    .map((id) => `${id}, named in ${shown.get(id)?.[0]?.file}, is not in test/requirements.ts.`),
];

const statements: Readonly<Record<string, string>> = REQUIREMENTS;
const areas = Map.groupBy(ids, (id) => id.split('.')[0] ?? id);
const page = `<!-- Made by test/write-requirements.ts from test/requirements.ts and the titles of the tests. -->
# Requirements

${ids.length} requirements are implemented, each shown by at least one test.
${[...areas]
  .map(
    ([area, members]) => `
## ${area}

${members.map((id) => `- **${id}**: ${statements[id]}\n${(shown.get(id) ?? []).map(({ file, title }) => `  - ${title} (\`${file}\`)`).join('\n')}`).join('\n')}`,
  )
  .join('\n')}
`;

if (process.argv.includes('--check')) {
  const written = readFileSync(PAGE, 'utf8');
  if (written !== page) breaches.push(`${PAGE} is out of date; run node test/write-requirements.ts.`);
} else {
  writeFileSync(PAGE, page);
}
for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;
