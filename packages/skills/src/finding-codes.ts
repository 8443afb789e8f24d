import type { SkillFinding } from '@tmws/domain';

/** Every oddity that an import can report: its severity, and what it means. */
export const FINDING_CODES = {
  no_skill_file: { severity: 'error', meaning: 'The folder has no SKILL.md.' },
  unreadable_skill_file: { severity: 'error', meaning: 'The SKILL.md is binary, not text.' },
  several_skill_files: { severity: 'warning', meaning: 'The folder has SKILL.md in more than one spelling.' },
  skill_file_name: { severity: 'info', meaning: 'The SKILL.md is spelled in another case.' },
  byte_order_mark: { severity: 'info', meaning: 'The file begins with a byte order mark.' },
  carriage_returns: { severity: 'info', meaning: 'Lines end with carriage return and line feed.' },
  nul_character: { severity: 'warning', meaning: 'The text has NUL characters.' },
  invalid_utf8: { severity: 'warning', meaning: 'The file is not valid UTF-8.' },
  no_frontmatter: { severity: 'info', meaning: 'The file has no frontmatter.' },
  unclosed_frontmatter: { severity: 'warning', meaning: 'The frontmatter is not closed by a line of three hyphens.' },
  broken_yaml: { severity: 'warning', meaning: 'The frontmatter is not valid YAML.' },
  frontmatter_no_mapping: {
    severity: 'warning',
    meaning: 'The frontmatter is YAML but not a mapping of keys to values.',
  },
  unsafe_key: { severity: 'warning', meaning: 'A key cannot be stored as JSON.' },
  value_made_text: { severity: 'info', meaning: 'A value that JSON cannot hold was made text.' },
  name_mismatch: { severity: 'info', meaning: 'The name in the frontmatter is not the name of the folder.' },
  name_changed: { severity: 'warning', meaning: 'The name of the folder cannot name a pattern as it is.' },
  no_description: { severity: 'warning', meaning: 'Neither frontmatter nor a section describes the skill.' },
  importance_out_of_range: { severity: 'warning', meaning: 'The importance is not a number from 0 to 10.' },
  category_unusable: { severity: 'warning', meaning: 'The category is not a text of 1 to 100 characters.' },
  tags_cut: { severity: 'info', meaning: 'More or longer tags than a pattern can have.' },
  structure_not_read: {
    severity: 'info',
    meaning: 'The text is too long, or nested too deep, for its headings and lists to be read.',
  },
  field_cut: { severity: 'warning', meaning: 'A field was cut so that the pattern fits its limit.' },
  names_differ_in_case: { severity: 'warning', meaning: 'Names of files differ in upper and lower case only.' },
} as const satisfies Record<string, { severity: SkillFinding['severity']; meaning: string }>;

/** One of {@link FINDING_CODES}. */
export type FindingCode = keyof typeof FINDING_CODES;

/** Where and about what a finding is. */
export interface FindingDetails {
  /** Below the skill's folder; empty for the folder itself. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number | undefined;
  /** More precise than the code's meaning. */
  readonly text?: string;
  readonly done: string;
}

/** Makes the finding of a code. */
export const toFinding = (code: FindingCode, details: FindingDetails): SkillFinding => ({
  code,
  severity: FINDING_CODES[code].severity,
  file: details.file ?? '',
  line: details.line,
  text: details.text ?? FINDING_CODES[code].meaning,
  done: details.done,
});
