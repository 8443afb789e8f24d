import { type JsonObject, LIMITS, type SkillFolder } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';
import { printable } from './read-metadata.ts';

/** What a skill without any name is called. */
const NAMELESS = 'skill';

const lastPart = (path: string): string =>
  path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.' && part !== '..') ?? '';

const folderName = ({ root, path }: Pick<SkillFolder, 'root' | 'path'>): string => lastPart(path) || lastPart(root);

const frontmatterName = (fields: JsonObject): string =>
  Object.hasOwn(fields, 'name') && typeof fields.name === 'string' ? fields.name : '';

const reportName = (name: string, written: string, findings: FindingList): void => {
  if (written.trim() === '') {
    findings.add('name_missing', {
      text: 'The frontmatter has no name.',
      done: `Named the pattern "${name}" after the folder.`,
    });
  } else if (written.normalize('NFC').trim() !== name) {
    findings.add('name_mismatch', {
      text: `The frontmatter names the skill "${printable(written, LIMITS.patternName)}", its folder "${name}".`,
      done: "Took the folder's name; original_frontmatter keeps the other.",
    });
  }
};

/**
 * The pattern's name: the folder's in NFC, without characters that cannot be printed, at most 255 characters. Where the
 * folder is the root of the import, the root's; where that has none, the frontmatter's.
 *
 * @param skill.hasFrontmatter - Whether the absence of a name in it is worth a finding
 */
export const readName = (
  place: Pick<SkillFolder, 'root' | 'path'>,
  skill: { readonly fields: JsonObject; readonly hasFrontmatter: boolean },
  findings: FindingList,
): string => {
  const folder = folderName(place);
  const written = frontmatterName(skill.fields);
  const name = printable(folder, LIMITS.patternName) || printable(written, LIMITS.patternName) || NAMELESS;
  if (name !== folder.normalize('NFC')) {
    findings.add('name_changed', {
      file: '',
      text: "The folder's name is not 1 to 255 printable characters.",
      done: `Named the pattern "${name}".`,
    });
  }
  if (skill.hasFrontmatter) reportName(name, written, findings);
  return name;
};
