import type { Caller, Finding } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import { findRevision } from '../pattern/find-revision.ts';
import type { StoredSkillFile } from '../ports/store.ts';
import { skillDigest } from './skill-digest.ts';
import { type SkillView, toSkillView } from './skill-view.ts';

/** What is left of a revision whose content was taken out. */
const REDACTED = { patternData: {} } as const;

/** One skill with its files. */
export interface GetSkillResult {
  readonly skill: SkillView;
  /** By path. */
  readonly files: readonly StoredSkillFile[];
  readonly findings: readonly Finding[];
}

/**
 * A readable pattern as a skill: its files, which no revision changes, and its content, now or at a revision.
 *
 * @throws DomainError PATTERN_NOT_FOUND, REVISION_NOT_FOUND
 */
export const getSkill = async (
  engine: Engine,
  caller: Caller,
  input: { readonly patternId: string; readonly revision: number | undefined },
): Promise<GetSkillResult> => {
  const { patternId } = input;
  const { skill, files, scanned } = await engine.unitOfWork.read(async (store) => {
    const current = await findReadable(store, { engine, caller }, { patternId, action: 'GetSkill' });
    const revision = input.revision === undefined ? undefined : await findRevision(store, patternId, input.revision);
    const pattern =
      revision === undefined
        ? current
        : { ...current, ...(revision.content ?? REDACTED), revision: revision.number, updatedAt: revision.createdAt };
    const stored = await store.skills.files(patternId);
    const view = toSkillView(pattern, await store.skills.outlineOf(patternId));
    return {
      skill: { ...view, digest: stored.length === 0 ? '' : skillDigest(stored) },
      files: stored,
      scanned: await store.findings.scanned(patternId, pattern.revision),
    };
  });
  return { skill, files, findings: [...(await lintFindings(engine, caller, skill.pattern)), ...scanned] };
};
