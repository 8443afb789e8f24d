import type { Caller, Finding, JsonObject } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { StoredSkillFile } from '../ports/store.ts';
import { patternAt, type SkillContent, type SkillMaking, skillContent } from './skill-content.ts';
import { skillDigest } from './skill-digest.ts';
import { type SkillView, toSkillView } from './skill-view.ts';

/** Which skill is asked for, and in which form. */
export interface GetSkillInput {
  readonly patternId: string;
  /** Undefined: the current one. */
  readonly revision: number | undefined;
  /** Whether SKILL.md is to keep the rules of Agent Skills, made where the imported one breaks them. */
  readonly asAgentSkill: boolean;
  /** Whether no findings are looked for. */
  readonly withoutFindings: boolean;
  readonly making: SkillMaking;
}

/** One skill with its files. */
export interface GetSkillResult {
  readonly skill: SkillView;
  /** By path; none where the revision was redacted. */
  readonly files: readonly StoredSkillFile[];
  readonly findings: readonly Finding[];
  readonly isRedacted: boolean;
  /** As an Agent Skill: name of its folder; else empty. */
  readonly folderName: string;
  /** As an Agent Skill: what its SKILL.md says of itself; else undefined. */
  readonly frontmatter: JsonObject | undefined;
}

const NOTHING: SkillContent = { files: [], made: undefined, folderName: '', frontmatter: undefined };

/**
 * A readable pattern as a skill, now or at a revision: the files that {@link readSkillFile} gives for the same question.
 *
 * @throws DomainError PATTERN_NOT_FOUND, REVISION_NOT_FOUND
 */
export const getSkill = async (engine: Engine, caller: Caller, input: GetSkillInput): Promise<GetSkillResult> => {
  const { patternId, asAgentSkill, making } = input;
  const { scanned, ...result } = await engine.unitOfWork.read(async (store) => {
    const current = await findReadable(store, { engine, caller }, { patternId, action: 'GetSkill' });
    const { pattern, isRedacted } = await patternAt(store, current, input.revision);
    const stored = await store.skills.files(patternId);
    const view = toSkillView(pattern, await store.skills.outlineOf(patternId));
    const content = isRedacted ? NOTHING : await skillContent(store, pattern, { ...making, asAgentSkill });
    return {
      skill: { ...view, digest: stored.length === 0 ? '' : skillDigest(stored) },
      files: content.files,
      isRedacted,
      folderName: asAgentSkill ? content.folderName : '',
      frontmatter: content.frontmatter,
      scanned: input.withoutFindings ? [] : await store.findings.scanned(patternId, pattern.revision),
    };
  });
  const lint = input.withoutFindings ? [] : await lintFindings(engine, caller, result.skill.pattern);
  return { ...result, findings: [...lint, ...scanned] };
};
