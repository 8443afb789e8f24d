import type { SkillFolder } from '@tmws/domain';
import type { ScannedSkill } from '@tmws/engine';

/** What the parser's thread is asked to understand. */
export interface ParseOrder {
  readonly id: number;
  readonly folder: SkillFolder;
}

/** What the parser's thread answers. */
export type ParseAnswer =
  | { readonly id: number; readonly parsed: ScannedSkill }
  | { readonly id: number; readonly failure: string };
