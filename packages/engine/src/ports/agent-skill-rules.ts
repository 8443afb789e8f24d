import type { JsonObject } from '@tmws/domain';

/** What hosts of Agent Skills ask of a SKILL.md. */
export interface AgentSkillRules {
  /**
   * The frontmatter of a SKILL.md that keeps the official rules (agentskills.io) in a folder of that name. Undefined: it
   * breaks one of them.
   */
  frontmatterOf(skillFile: Uint8Array, folderName: string): JsonObject | undefined;
}
