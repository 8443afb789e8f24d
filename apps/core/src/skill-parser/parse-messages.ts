import type { SkillFolder } from '@tmws/domain';
import type { ScannedSkill } from '@tmws/engine';
import type { SkillCandidate, SkillVerdict } from '@tmws/skills';

/** What the parser's thread is asked: to understand a folder, or to judge a skill by the official rules. */
export type ParseTask = { readonly folder: SkillFolder } | { readonly candidate: SkillCandidate };

/** A task, and the number by which its answer is known. */
export type ParseOrder = ParseTask & { readonly id: number };

/** What the parser's thread answers. */
export type ParseAnswer =
  | { readonly id: number; readonly parsed: ScannedSkill }
  | { readonly id: number; readonly verdict: SkillVerdict }
  | { readonly id: number; readonly failure: string };
