import { choosePassage, type Pattern, prepareLexicalRequest } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { skillTexts } from '../indexing/index-batch.ts';
import { descriptionOf, patternTexts } from '../indexing/pattern-texts.ts';

/** The passage of a pattern that shows best why a query found it; undefined for a pattern without any text. */
export const matchedPassage = async (
  engine: Pick<Engine, 'unitOfWork' | 'wordTable'>,
  pattern: Pattern,
  query: string,
): Promise<{ readonly source: string; readonly text: string } | undefined> => {
  const files = await engine.unitOfWork.read((store) => skillTexts(store, pattern.id));
  const texts = [{ source: 'description', text: descriptionOf(pattern) }, ...patternTexts(pattern, files)];
  const passage = choosePassage(texts, prepareLexicalRequest(query, engine.wordTable));
  return passage === undefined ? undefined : { source: passage.source, text: passage.text };
};
