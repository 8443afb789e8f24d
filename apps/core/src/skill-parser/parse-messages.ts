import type { ParsedSkill, SkillFolder } from '@tmws/domain';

/** What the parser's thread is asked to understand. */
export interface ParseOrder {
  readonly id: number;
  readonly folder: SkillFolder;
}

/** What the parser's thread answers. */
export type ParseAnswer =
  | { readonly id: number; readonly parsed: ParsedSkill }
  | { readonly id: number; readonly failure: string };
