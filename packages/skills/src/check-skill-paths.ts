import type { SkillFile, SkillFinding } from '@tmws/domain';
import { createFindingList, type FindingList } from './finding-list.ts';
import { isSafeSkillPath } from './is-safe-skill-path.ts';

/** So much of a bad path is shown. */
const SHOWN = 200;

/** A path as it may stand in a message: control characters and lone surrogates replaced. */
const shown = (path: string): string =>
  path
    .slice(0, SHOWN)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\uFFFD');

const isSkillFile = (name: string | undefined): boolean => name?.toLowerCase() === 'skill.md';

/** Adds a finding for each path that is unsafe, taken twice, differs from another only in case, or is a nested skill's. */
export const checkSkillPaths = (files: readonly Pick<SkillFile, 'path'>[], findings: FindingList): void => {
  const paths = files.map((file) => file.path);
  for (const path of paths.filter((path) => !isSafeSkillPath(path))) {
    findings.add('unsafe_path', {
      file: shown(path),
      text: `The path "${shown(path)}" is not a plain relative path. Rename the file.`,
      done: 'Refused the skill.',
    });
  }
  for (const [path, ...again] of Map.groupBy(paths, (path) => path).values()) {
    if (path === undefined || again.length === 0) continue;
    findings.add('duplicate_path', {
      file: shown(path),
      text: `The path "${shown(path)}" was given ${again.length + 1} times. Give each file once.`,
      done: 'Refused the skill.',
    });
  }
  const inCase = Map.groupBy(new Set(paths), (path) => path.normalize('NFC').toLowerCase());
  for (const clash of inCase.values()) {
    if (clash.length === 1) continue;
    findings.add('names_differ_in_case', {
      file: shown(clash[0] ?? ''),
      text: `These paths differ only in case or Unicode form: ${clash.map(shown).join(', ')}. Many file systems hold one of them only.`,
      done: 'Kept all of them.',
    });
  }
  for (const path of paths.filter((path) => path.includes('/') && isSkillFile(path.split('/').at(-1)))) {
    findings.add('nested_skill', {
      file: shown(path),
      text: `${shown(path)} is a skill inside this one.`,
      done: 'Kept as a file of this skill; it is a skill of its own only where it is read as one.',
    });
  }
};

/** What an import would say of the paths of a skill's files. */
export const pathFindings = (paths: readonly string[]): readonly SkillFinding[] => {
  const findings = createFindingList();
  checkSkillPaths(
    paths.map((path) => ({ path })),
    findings,
  );
  return findings.all();
};
