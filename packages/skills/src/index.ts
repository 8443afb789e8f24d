export { checkSkillLimits, type SkillSize } from './check-skill-limits.ts';
export { FINDING_CODES, type FindingCode, type FindingCodeEntry } from './finding-codes.ts';
export { createFinding, type FindingDetails } from './finding-list.ts';
export { isSafeSkillPath } from './is-safe-skill-path.ts';
export { isRefused, parseSkill } from './parse-skill.ts';
export { readAgentSkill } from './read-agent-skill.ts';
export { type RenderedFile, type RenderedSkill, renderSkill, type SkillToRender } from './render-skill.ts';
export { createNameList, type NameList } from './skill-names.ts';
