import type { Finding, JsonObject } from '@tmws/domain';
import { dataTexts, labelTexts, type ScannedContent } from './content-texts.ts';
import { toFindings } from './to-findings.ts';

/** JSON values are never changed in place, so that what one holds is known as long as it is there. */
const known = new WeakMap<JsonObject, readonly Finding[]>();

/**
 * What the safety scan finds in a `pattern_data`. The same object is scanned once: a write that scans it before its
 * transaction does not scan within it.
 */
export const scanData = (data: JsonObject): readonly Finding[] => {
  const found = known.get(data) ?? toFindings(dataTexts(data), 'field');
  known.set(data, found);
  return found;
};

/** Scans what a request brings before its transaction begins, which then finds it scanned. */
export const scanAhead = (data: JsonObject | undefined): void => {
  if (data !== undefined) scanData(data);
};

/** Findings without those whose words were found before, as in a field that was made from a file. */
export const once = (findings: readonly Finding[]): readonly Finding[] =>
  [...new Map(findings.toReversed().map((finding) => [finding.id, finding])).values()].toReversed();

/** What the safety scan finds in the fields of a pattern, in the order of the place, each words once. */
export const scanContent = (content: ScannedContent): readonly Finding[] =>
  once([...toFindings(labelTexts(content), 'field'), ...scanData(content.patternData)]);
