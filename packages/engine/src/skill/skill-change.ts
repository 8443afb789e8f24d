import type { NewPattern, Pattern } from '@tmws/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { StoredSkillFile } from '../ports/store.ts';

type FileState = Pick<StoredSkillFile, 'path' | 'mode' | 'digest'>;

/** So many names are given of each kind of change. */
const NAMED = 6;
/** What a reason may have. */
const LONGEST = 1_000;
/** So much of a name is shown. */
const SHOWN = 80;

const listed = (what: string, names: readonly string[]): readonly string[] => {
  if (names.length === 0) return [];
  const shown = names
    .slice(0, NAMED)
    .map((name) => (name.length > SHOWN ? `${name.slice(0, SHOWN).toWellFormed()}…` : name));
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [`${what} ${shown.join(', ')}${rest}`];
};

const fieldsOf = (pattern: Pattern | NewPattern): ReadonlyMap<string, string> =>
  new Map(
    [
      ...Object.entries(pattern.patternData ?? {}),
      ['category', pattern.category],
      ['subcategory', pattern.subcategory ?? ''],
      ['tags', pattern.tags ?? []],
      ['learning_weight', pattern.learningWeight ?? 0],
    ].map(([field, value]) => [String(field), canonicalJson(value)]),
  );

const changedFields = (before: Pattern, after: NewPattern): readonly string[] => {
  const earlier = fieldsOf(before);
  const later = fieldsOf(after);
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .filter((field) => earlier.get(field) !== later.get(field) && field !== 'body')
    .toSorted();
};

/**
 * What changed from a version of a skill to the next, in one line of at most 1,000 characters: files added, removed,
 * changed and of another mode, and fields of the pattern, the body aside, which no change of SKILL.md leaves as it was.
 * At most six of each are named.
 */
export const describeChange = (
  before: { readonly pattern: Pattern; readonly files: readonly FileState[] },
  after: { readonly given: NewPattern; readonly files: readonly FileState[] },
): string => {
  const earlier = new Map(before.files.map((file) => [file.path, file]));
  const later = new Map(after.files.map((file) => [file.path, file]));
  const both = after.files.flatMap((file) => {
    const known = earlier.get(file.path);
    return known === undefined ? [] : [{ file, known }];
  });
  const pathsOf = (files: readonly FileState[]): readonly string[] => files.map(({ path }) => path);
  const parts = [
    ...listed('added', pathsOf(after.files.filter(({ path }) => !earlier.has(path)))),
    ...listed('removed', pathsOf(before.files.filter(({ path }) => !later.has(path)))),
    ...listed(
      'changed',
      pathsOf(both.filter(({ file, known }) => file.digest !== known.digest).map(({ file }) => file)),
    ),
    ...listed('mode of', pathsOf(both.filter(({ file, known }) => file.mode !== known.mode).map(({ file }) => file))),
    ...listed('fields', changedFields(before.pattern, after.given)),
  ];
  const line = parts.length === 0 ? 'Imported.' : `Imported: ${parts.join('; ')}.`;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
};
