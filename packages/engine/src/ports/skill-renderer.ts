import type { Pattern, SkillFinding } from '@tmws/domain';

/** How an export writes a skill: as it was imported, or as the official validator takes it. */
export type SkillForm = 'ORIGINAL' | 'PORTABLE';

/** What a skill folder is made of. */
export interface SkillToRender {
  readonly pattern: Pattern;
  /** The stored files, by path. */
  readonly files: readonly { readonly path: string; readonly mode: number }[];
  /** The content of the stored SKILL.md; undefined: there is none, or it says no longer what the pattern says. */
  readonly skillFile: Uint8Array | undefined;
  readonly form: SkillForm;
}

/** One file of a rendered skill: a stored one as it is, or one that was made. */
export type RenderedFile =
  | { readonly kind: 'stored'; readonly path: string }
  | { readonly kind: 'made'; readonly path: string; readonly mode: number; readonly content: Uint8Array };

/** A skill folder. */
export interface RenderedSkill {
  /** Name of its folder, unlike any that the renderer gave before. */
  readonly name: string;
  readonly files: readonly RenderedFile[];
  /** What the form could not hold as it was. */
  readonly findings: readonly SkillFinding[];
}

/** Makes skill folders of patterns; one for each export, since it remembers the names. */
export interface SkillRenderer {
  render(skill: SkillToRender): RenderedSkill;
}
