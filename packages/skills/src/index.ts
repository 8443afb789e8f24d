export { FIELD_HEADINGS, FIELD_NAMES, type FieldName } from './field-headings.ts';
export { FINDING_CODES, type FindingCode } from './finding-codes.ts';
export { parseSkill } from './parse-skill.ts';
export { isSafeSkillPath } from './skill-path.ts';
