import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { Store, StoredSkillFile } from '../ports/store.ts';
import { type PatternAt, patternAt, type SkillMaking, skillContent } from './skill-content.ts';
import { isSkillFile } from './unchanged-skill.ts';

/** Which file is asked for, and of which form of its skill. */
export interface ReadSkillFileInput {
  readonly patternId: string;
  readonly path: string;
  /** Undefined: the current one. */
  readonly revision: number | undefined;
  /** As {@link GetSkillInput} has it. */
  readonly asAgentSkill: boolean;
  readonly making: SkillMaking;
}

/** A file with its bytes. */
export interface ReadSkillFileResult {
  readonly file: StoredSkillFile;
  readonly content: Uint8Array;
}

const find = async (
  store: Store,
  { pattern, isRedacted }: PatternAt,
  input: ReadSkillFileInput,
): Promise<ReadSkillFileResult | undefined> => {
  if (isRedacted) return undefined;
  const { path, asAgentSkill, making } = input;
  // No other file depends on what is made.
  if (!isSkillFile(path)) return store.skills.readFile(pattern.id, path);
  const { files, made } = await skillContent(store, pattern, { ...making, asAgentSkill });
  const file = files.find((listed) => listed.path === path);
  if (file === undefined) return undefined;
  return made === undefined ? store.skills.readFile(pattern.id, path) : { file, content: made };
};

/**
 * One file of a readable skill, byte for byte as {@link getSkill} lists it.
 *
 * @throws DomainError PATTERN_NOT_FOUND, REVISION_NOT_FOUND, SKILL_FILE_NOT_FOUND
 */
export const readSkillFile = async (
  engine: Engine,
  caller: Caller,
  input: ReadSkillFileInput,
): Promise<ReadSkillFileResult> => {
  const { patternId, path } = input;
  const { found, at } = await engine.unitOfWork.read(async (store) => {
    const current = await findReadable(store, { engine, caller }, { patternId, action: 'ReadSkillFile' });
    const at = await patternAt(store, current, input.revision);
    return { at, found: await find(store, at, input) };
  });
  if (found !== undefined) return found;
  const metadata = { pattern_id: patternId, path, revision: String(at.pattern.revision) };
  const message = at.isRedacted
    ? `Revision ${at.pattern.revision} of pattern ${patternId} was redacted, so that nothing of it can be read. Read another revision.`
    : `Pattern ${patternId} has no file "${path}". GetSkill lists its files.`;
  throw new DomainError('SKILL_FILE_NOT_FOUND', message, { metadata });
};
