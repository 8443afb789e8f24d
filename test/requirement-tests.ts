import { testTitles } from './test-titles.ts';

/** A test that shows requirements. */
export interface ShowingTest {
  readonly file: string;
  /** Without the ids; `%s` and `$name` of a table of cases stand for themselves. */
  readonly title: string;
  readonly ids: readonly string[];
  /** The same for all cases of a table: by it the report of a run names the test. */
  readonly key: string;
}

const IDS = / \[([a-z]+\.[a-z0-9., -]+)\]$/;

/** The ids at the end of a test's title; empty where there are none. */
export const idsOf = (title: string): readonly string[] => {
  const list = IDS.exec(title)?.[1];
  return list === undefined ? [] : list.split(',').map((id) => id.trim());
};

/** By what a test is known in the sources and in a report alike: its file and its ids. */
export const keyOf = (file: string, ids: readonly string[]): string => `${file} [${ids.join(', ')}]`;

/** The tests of these sources that show requirements, in their order. */
export const showingTests = (
  sources: readonly { readonly file: string; readonly source: string }[],
): readonly ShowingTest[] =>
  sources.flatMap(({ file, source }) =>
    testTitles(source)
      .map((title) => ({ title, ids: idsOf(title) }))
      .filter(({ ids }) => ids.length > 0)
      .map(({ title, ids }) => ({ file, title: title.replace(IDS, ''), ids, key: keyOf(file, ids) })),
  );

/** What is wrong between the tests and the lists of requirements, a sentence each. */
export const breachesOf = (
  tests: readonly ShowingTest[],
  lists: { readonly done: readonly string[]; readonly open: readonly string[] },
): readonly string[] => {
  const shown = new Map(tests.flatMap(({ ids, file }) => ids.map((id) => [id, file] as const)));
  return [
    ...lists.done
      .filter((id) => !shown.has(id))
      .map((id) => `${id} has no test; name it in brackets at the end of a test's title.`),
    ...[...shown]
      .filter(([id]) => !lists.done.includes(id))
      .map(([id, file]) => `${id}, named in ${file}, is not in test/requirements.ts.`),
    ...lists.open.filter((id) => lists.done.includes(id)).map((id) => `${id} is both done and open.`),
  ];
};
