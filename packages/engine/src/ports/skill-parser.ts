import type { SkillFolder } from '@tmws/domain';
import type { ScannedSkill } from '../scan/scan-skill.ts';

/** Understands skill folders and scans them, off the event loop. */
export interface SkillParser {
  parse(folder: SkillFolder): Promise<ScannedSkill>;
  close(): Promise<void>;
}
