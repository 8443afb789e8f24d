import type { SkillFolder } from '@tmws/domain';
import type { LibrarySkill } from './data-set.ts';

/** What the library's import is called; a part of every skill's source. */
export const IMPORT_ROOT = 'library';

const NOT_IN_A_FOLDER_NAME = /[/\\:*?"<>|]/g;

/** Path of a skill below the root: its id, so that same-named skills stay apart, then its name as a folder can have it. */
export const skillPath = (skill: LibrarySkill): string =>
  `${skill.id}/${skill.name.replaceAll(NOT_IN_A_FOLDER_NAME, '-').trim() || 'skill'}`;

/** The id that a path of {@link skillPath} begins with. */
export const idOfPath = (path: string): string => path.slice(0, path.indexOf('/'));

/** As a person would write it: on the line of its key, or as a block where it needs more. */
const yamlText = (text: string): string => {
  const quoted = JSON.stringify(text);
  return quoted.slice(1, -1) === text ? quoted : `|2-\n${text.replaceAll(/^/gm, '  ')}`;
};

/** The skill's one file: frontmatter with name and description, and the body. */
export const skillFile = (skill: LibrarySkill): Uint8Array =>
  Buffer.from(`---\nname: ${yamlText(skill.name)}\ndescription: ${yamlText(skill.description)}\n---\n${skill.body}`);

/** The skill as a folder with a SKILL.md. */
export const skillFolder = (skill: LibrarySkill): SkillFolder => ({
  root: IMPORT_ROOT,
  path: skillPath(skill),
  files: [{ path: 'SKILL.md', mode: 0o644, content: skillFile(skill) }],
});
