import type { SkillFinding } from '@tmws/domain';

/** What a finding code stands for. */
export interface FindingCodeEntry {
  readonly severity: SkillFinding['severity'];
  /** When it is given, for the documentation. */
  readonly meaning: string;
}

/**
 * Every code that reading a skill folder can give. `error` means that the skill must not be stored; `warning`, that
 * something was guessed, changed or left out of the pattern (never of the files); `info`, that something is unusual.
 */
export const FINDING_CODES = {
  no_skill_file: { severity: 'error', meaning: 'The folder holds no SKILL.md in any case.' },
  too_large: { severity: 'error', meaning: 'The folder holds more files, or more bytes, than a skill may have.' },
  unreadable_skill_file: { severity: 'error', meaning: 'The skill file is binary, not text.' },
  unsafe_path: {
    severity: 'error',
    meaning: 'The path of a file is absolute, leaves the folder, or is malformed.',
  },
  duplicate_path: { severity: 'error', meaning: 'Two files have the same path.' },
  symlink_skipped: {
    severity: 'warning',
    meaning: 'A symbolic link was not followed; whoever reads the folder reports it.',
  },
  symlink_escapes: {
    severity: 'warning',
    meaning: 'A symbolic link leads out of the folder; whoever reads the folder reports it.',
  },
  names_differ_in_case: { severity: 'warning', meaning: 'Paths of files differ only in case or in Unicode form.' },
  skill_file_name: { severity: 'info', meaning: 'The skill file is not named SKILL.md, in capitals.' },
  several_skill_files: { severity: 'warning', meaning: 'The folder holds several skill files that differ in case.' },
  nested_skill: { severity: 'info', meaning: 'A folder below holds a skill file of its own.' },
  empty_skill: { severity: 'warning', meaning: 'The skill file has no text.' },
  byte_order_mark: { severity: 'info', meaning: 'The skill file begins with a byte order mark.' },
  utf16: { severity: 'warning', meaning: 'The skill file is UTF-16, not UTF-8.' },
  invalid_utf8: { severity: 'warning', meaning: 'The skill file has bytes that are not UTF-8.' },
  nul_character: { severity: 'warning', meaning: 'The skill file has NUL characters.' },
  carriage_returns: { severity: 'info', meaning: 'Lines of the skill file end in CRLF or CR.' },
  no_frontmatter: { severity: 'info', meaning: 'The skill file has no frontmatter.' },
  frontmatter_not_first: { severity: 'warning', meaning: 'Something stands before the frontmatter.' },
  unclosed_frontmatter: { severity: 'warning', meaning: 'The frontmatter has no closing line of its own.' },
  frontmatter_no_mapping: {
    severity: 'warning',
    meaning: 'What stands between the lines of hyphens is no mapping.',
  },
  frontmatter_too_large: {
    severity: 'warning',
    meaning: 'The frontmatter is larger than what is read, or grows so by aliases.',
  },
  frontmatter_too_deep: { severity: 'warning', meaning: 'A value of the frontmatter is nested too deeply.' },
  broken_yaml: { severity: 'warning', meaning: 'The frontmatter is not valid YAML.' },
  yaml_line_recovered: { severity: 'warning', meaning: 'A value that is not valid YAML was kept as text.' },
  yaml_line_ignored: { severity: 'warning', meaning: 'A line of broken YAML belongs to no key.' },
  yaml_tag_ignored: { severity: 'warning', meaning: 'A value has a YAML tag that is not honoured.' },
  duplicate_key: { severity: 'warning', meaning: 'A key of the frontmatter stands there twice.' },
  unsafe_key: { severity: 'warning', meaning: 'A key of the frontmatter cannot be held as data.' },
  key_made_text: { severity: 'info', meaning: 'A key of the frontmatter is no text.' },
  value_made_text: { severity: 'info', meaning: 'A value of the frontmatter would change as a JSON value.' },
  unknown_fields: {
    severity: 'info',
    meaning: 'The frontmatter has fields that neither the standard nor this product knows.',
  },
  name_missing: { severity: 'info', meaning: 'The frontmatter has no name.' },
  name_mismatch: { severity: 'warning', meaning: "The frontmatter's name is not the folder's." },
  name_changed: { severity: 'warning', meaning: "The folder's name is no pattern name as it stands." },
  no_description: { severity: 'warning', meaning: 'The frontmatter has no description.' },
  field_not_text: {
    severity: 'warning',
    meaning: 'A field of the frontmatter that should be text is something else.',
  },
  field_changed: { severity: 'warning', meaning: 'A field of the frontmatter breaks a limit of patterns.' },
  importance_out_of_range: { severity: 'warning', meaning: 'The importance is not a number from 0 to 10.' },
  version_not_semver: { severity: 'info', meaning: 'The version is not SemVer 2.0.' },
  structure_partly_read: { severity: 'warning', meaning: 'The text is longer than what is searched for sections.' },
  structure_not_read: { severity: 'warning', meaning: 'The Markdown is too involved to be searched for sections.' },
  body_cut: { severity: 'warning', meaning: 'The body does not fit into pattern_data.' },
  field_cut: { severity: 'warning', meaning: 'A field besides the body does not fit into pattern_data.' },
  text_not_indexed: { severity: 'info', meaning: 'A text file is larger than what is indexed.' },
  description_changed: {
    severity: 'warning',
    meaning: 'An exported description was made, shortened, or freed of angle brackets; the body holds it whole.',
  },
  name_not_portable: { severity: 'info', meaning: "An exported skill's name is not the pattern's." },
  field_moved: { severity: 'info', meaning: 'A field without a place in portable frontmatter stands elsewhere.' },
  tag_with_comma: { severity: 'warning', meaning: 'An exported tag holds a comma, which parts tags.' },
  skill_file_replaced: { severity: 'warning', meaning: 'Another spelling of SKILL.md is not exported beside it.' },
  rule_skill_file: {
    severity: 'error',
    meaning: 'The folder holds no SKILL.md or skill.md in UTF-8, as the standard asks.',
  },
  rule_frontmatter: {
    severity: 'error',
    meaning: 'The skill file does not begin with frontmatter in the plain YAML that the standard takes.',
  },
  rule_fields: { severity: 'error', meaning: 'The frontmatter has fields that the standard does not know.' },
  rule_name: { severity: 'error', meaning: 'The name breaks the rules of the standard.' },
  rule_description: { severity: 'error', meaning: 'The description breaks the rules of the standard.' },
  rule_compatibility: { severity: 'error', meaning: 'The compatibility breaks the rules of the standard.' },
  angle_brackets: {
    severity: 'warning',
    meaning: 'The description has angle brackets, which some tools refuse though the standard takes them.',
  },
  name_not_ascii: {
    severity: 'warning',
    meaning: 'The name has letters beyond a to z, which some tools refuse though the official validator takes them.',
  },
  findings_left_out: { severity: 'info', meaning: 'A code was found more often than it is listed.' },
} as const satisfies Readonly<Record<string, FindingCodeEntry>>;

/** One of {@link FINDING_CODES}. */
export type FindingCode = keyof typeof FINDING_CODES;
