/** Fields that the standard (agentskills.io) knows in a frontmatter. */
export const STANDARD_FIELDS: readonly string[] = [
  'name',
  'description',
  'license',
  'compatibility',
  'metadata',
  'allowed-tools',
];

/** Most characters of a description. */
export const LONGEST_DESCRIPTION = 1_024;

/** Most characters of what a skill is compatible with. */
export const LONGEST_COMPATIBILITY = 500;
