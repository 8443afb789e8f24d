import type { SkillFile, SourceText } from '@tmws/domain';
import { decodePlainText } from './decode-skill-text.ts';
import type { FindingList } from './finding-list.ts';

/** The largest file whose text is offered for the index, in bytes. */
const LARGEST = 1024 * 1024;

/**
 * The texts of a skill's files for the index: each file of at most 1 MiB that is UTF-8 without a NUL, and the skill
 * file whatever it is. The skill file comes first.
 *
 * @param skill.text - The decoded skill file
 */
export const readTexts = (
  files: readonly SkillFile[],
  skill: { readonly file: SkillFile; readonly text: string },
  findings: FindingList,
): readonly SourceText[] => {
  const others = files.filter((file) => file !== skill.file);
  const texts = others.flatMap((file): SourceText[] => {
    if (file.content.length > LARGEST) return [];
    const text = decodePlainText(file.content);
    return text === undefined || text.trim() === '' ? [] : [{ source: file.path, text }];
  });
  const tooLarge = files.filter((file) => file.content.length > LARGEST && decodePlainText(file.content) !== undefined);
  for (const file of tooLarge) {
    findings.add('text_not_indexed', {
      file: file.path,
      text: `The text file has ${file.content.length} bytes; at most ${LARGEST} are indexed.`,
      done: 'Kept the file; searches do not find what only it says.',
    });
  }
  const own =
    skill.file.content.length > LARGEST || skill.text.trim() === ''
      ? []
      : [{ source: skill.file.path, text: skill.text }];
  return [...own, ...texts];
};
