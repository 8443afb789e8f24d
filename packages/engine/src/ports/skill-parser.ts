import type { ParsedSkill, SkillFolder } from '@tmws/domain';

/** Understands skill folders, off the event loop. */
export interface SkillParser {
  parse(folder: SkillFolder): Promise<ParsedSkill>;
  close(): Promise<void>;
}
