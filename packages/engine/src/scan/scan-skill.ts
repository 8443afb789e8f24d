import { type Finding, type ParsedSkill, patternFinding, type SkillFile, type SkillFolder } from '@tmws/domain';
import { decodeText } from '../indexing/pattern-texts.ts';
import { once, scanContent } from './scan-content.ts';
import { idOf, toFindings } from './to-findings.ts';

/** A skill as it was understood, with what the safety scan found in it. */
export interface ScannedSkill extends ParsedSkill {
  /** Each words once: first in its files, then in what only its fields say. */
  readonly found: readonly Finding[];
}

/** So much text of one skill is scanned, in characters: some seconds of a busy machine. */
const MOST_TEXT = 4 * 1024 * 1024;

const RULE = 'scan.not-scanned';

/**
 * The finding on a file that the safety scan has not seen, which holds the pattern back: nobody knows what is in it.
 *
 * @param why - What kept the scan from it, a sentence
 */
export const notScanned = (file: string, why: string): Finding => ({
  ...patternFinding({
    id: idOf(RULE, `${file}\0${why}`),
    code: 'not_scanned',
    severity: 'warning',
    field: '',
    text: `The safety scan has not seen the file. ${why}`,
    ruleId: RULE,
  }),
  file,
});

const unscanned = (files: readonly SkillFile[], scanned: ReadonlySet<string>): readonly Finding[] =>
  files.flatMap(({ path, content }) =>
    scanned.has(path) || (decodeText(content) ?? '').trim() === ''
      ? []
      : [notScanned(path, 'It, or the text of the skill, is too long.')],
  );

/** What the safety scan finds in a skill. Takes seconds where the texts are long: not for the event loop. */
export const scanSkill = (folder: SkillFolder, parsed: ParsedSkill): ScannedSkill => {
  const found: Finding[] = [];
  const scanned = new Set<string>();
  let length = 0;
  for (const text of parsed.texts) {
    length += text.text.length;
    if (length > MOST_TEXT) break;
    scanned.add(text.source);
    found.push(...toFindings([{ ...text, prefix: '' }], 'file'));
  }
  const { name: patternName, category, subcategory, tags, patternData } = parsed;
  const inFields = scanContent({ patternName, category, subcategory, tags, patternData });
  const inNames = folder.files.flatMap(({ path }) => toFindings([{ source: path, text: path, prefix: '' }], 'file'));
  return { ...parsed, found: once([...found, ...unscanned(folder.files, scanned), ...inNames, ...inFields]) };
};
