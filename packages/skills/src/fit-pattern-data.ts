import { type JsonObject, LIMITS, type SkillFinding } from '@tmws/domain';
import { toFinding } from './finding-codes.ts';

/** Longest first: what a reader misses least when it is cut, since the file holds it whole. */
const CUTTABLE = ['body', 'example', 'when_to_use', 'expected_improvement', 'description'] as const;

const bytesOf = (data: JsonObject): number => Buffer.byteLength(JSON.stringify(data));

const cutText = (text: string, bytes: number): string => {
  let end = text.length;
  while (end > 0 && Buffer.byteLength(JSON.stringify(text.slice(0, end))) > bytes) end = Math.floor(end * 0.9);
  return text.slice(0, end);
};

/** Cuts fields until `pattern_data` fits its limit. The file itself stays whole. */
export const fitPatternData = (
  file: string,
  data: JsonObject,
): { readonly patternData: JsonObject; readonly findings: readonly SkillFinding[] } => {
  const findings: SkillFinding[] = [];
  let fitted = data;
  const cut = (key: string, value: JsonObject[string]): void => {
    fitted = { ...fitted, [key]: value };
    findings.push(
      toFinding('field_cut', {
        file,
        text: `${key} is too long for a pattern's data.`,
        done: 'Cut; the file is kept whole.',
      }),
    );
  };
  for (const key of CUTTABLE) {
    const excess = bytesOf(fitted) - LIMITS.patternDataBytes;
    if (excess <= 0) return { patternData: fitted, findings };
    const text = fitted[key];
    if (typeof text !== 'string' || text === '') continue;
    const room = Buffer.byteLength(JSON.stringify(text)) - excess;
    cut(key, cutText(text, Math.max(0, room)));
  }
  if (bytesOf(fitted) > LIMITS.patternDataBytes) cut('original_frontmatter', {});
  if (bytesOf(fitted) > LIMITS.patternDataBytes) cut('steps', []);
  return { patternData: fitted, findings };
};
