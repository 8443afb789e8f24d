import type { LegacyFindings } from './legacy-finding.ts';

const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}]|\p{Cs}/gu;
const VISIBLE = /[^\p{Z}\p{Cf}]/u;
const SLUG = /^[A-Za-z0-9._-]{1,100}$/;
const VERSION = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$/;

/** A text of at most `longest` printable characters; undefined where nothing visible is left of it. */
export const cleanText = (
  field: string,
  text: string | undefined,
  { longest, findings }: { readonly longest: number; readonly findings: LegacyFindings },
): string | undefined => {
  if (text === undefined) return undefined;
  const plain = text.normalize('NFC').replaceAll(CONTROL_CHARACTERS, ' ').trim();
  if (!VISIBLE.test(plain)) return undefined;
  if (plain !== text.normalize('NFC').trim()) {
    findings.warn('text_cleaned', `${field} has control characters.`, 'Replaced by spaces.');
  }
  const characters = [...plain];
  if (characters.length <= longest) return plain;
  findings.warn(
    'text_cut',
    `${field} has ${characters.length} characters, more than ${longest}.`,
    'Cut; the whole is in pattern_data.legacy.',
  );
  return characters.slice(0, longest).join('').trim();
};

/** Different tags that fit, at most 20; those that do not fit are left out. */
export const cleanTags = (tags: readonly string[], findings: LegacyFindings): readonly string[] => {
  const fitting = [
    ...new Set(tags.map((tag) => tag.normalize('NFC').replaceAll(CONTROL_CHARACTERS, ' ').trim())),
  ].filter((tag) => VISIBLE.test(tag) && [...tag].length <= 50);
  const kept = fitting.slice(0, 20);
  if (kept.length < new Set(tags).size) {
    const left = new Set(tags).size - kept.length;
    findings.warn('tags_left_out', `${left} tags do not fit: at most 20 of 50 characters.`, 'Left out.');
  }
  return kept;
};

/** The name of an agent or a namespace in the characters that it may have here; undefined where none is left. */
export const cleanSlug = (text: string): string | undefined => {
  if (SLUG.test(text)) return text;
  const slug = text
    .trim()
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 100);
  return /[A-Za-z0-9]/.test(slug) ? slug : undefined;
};

/** A version number as SemVer, e.g. `2` as `2.0.0`; undefined for what cannot be one. */
export const cleanVersion = (text: string): string | undefined => {
  const [, major, minor = '0', patch = '0', rest = ''] = VERSION.exec(text.trim()) ?? [];
  return major === undefined ? undefined : `${[major, minor, patch].map(Number).join('.')}${rest}`;
};
