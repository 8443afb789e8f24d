import type { Finding, ParsedSkill } from '@tmws/domain';
import { once, scanContent, scanFiles } from './scan-content.ts';

/** What the safety scan finds in a skill: in its text files, then what only its fields say. */
export const scanSkill = async (parsed: ParsedSkill): Promise<readonly Finding[]> => {
  const { name: patternName, category, subcategory, tags, patternData, texts } = parsed;
  const inFiles = await scanFiles(texts);
  return once([...inFiles, ...scanContent({ patternName, category, subcategory, tags, patternData })]);
};
