import { createHash } from 'node:crypto';
import type { JsonObject, Pattern } from '@tmws/domain';
import { findRevision } from '../pattern/find-revision.ts';
import type { AgentSkillRules } from '../ports/agent-skill-rules.ts';
import type { SkillRenderer } from '../ports/skill-renderer.ts';
import type { Store, StoredSkillFile } from '../ports/store.ts';
import { isSkillFile, isUnchanged, skillFileOf } from './unchanged-skill.ts';

/** How skills are made of patterns. Same content in, same bytes out: nothing else may flow into a SKILL.md. */
export interface SkillMaking {
  readonly renderer: SkillRenderer;
  readonly rules: AgentSkillRules;
}

/** A pattern as it is, or as it was. */
export interface PatternAt {
  readonly pattern: Pattern;
  /** Whether the content of that revision was taken out. */
  readonly isRedacted: boolean;
}

/** The files of a skill. */
export interface SkillContent {
  /** By path. */
  readonly files: readonly StoredSkillFile[];
  /** Content of a SKILL.md that no import brought; undefined: all files are stored. */
  readonly made: Uint8Array | undefined;
  /** Of the folder, as hosts of Agent Skills take it. */
  readonly folderName: string;
  /** Undefined where it was not asked for. */
  readonly frontmatter: JsonObject | undefined;
}

/** What is left of a revision whose content was taken out. */
const REDACTED = { patternData: {} } as const;
const MADE_MODE = 0o644;

/** A pattern at one of its revisions; undefined: as it is. @throws DomainError REVISION_NOT_FOUND */
export const patternAt = async (store: Store, current: Pattern, number: number | undefined): Promise<PatternAt> => {
  if (number === undefined) return { pattern: current, isRedacted: false };
  const { content, createdAt } = await findRevision(store, current.id, number);
  const pattern = { ...current, ...(content ?? REDACTED), revision: number, updatedAt: createdAt };
  return { pattern, isRedacted: content === undefined };
};

const byPath = (a: StoredSkillFile, b: StoredSkillFile): number => (a.path < b.path ? -1 : 1);

const withMade = (stored: readonly StoredSkillFile[], content: Uint8Array): readonly StoredSkillFile[] => {
  const digest = createHash('sha256').update(content).digest('hex');
  const made = { path: 'SKILL.md', mode: MADE_MODE, size: content.length, digest };
  return [made, ...stored.filter(({ path }) => !isSkillFile(path))].toSorted(byPath);
};

/** Hosts take a file with NUL for no text. */
const withoutNul = ({ patternData, ...pattern }: Pattern): Pattern => {
  const plain: JsonObject = JSON.parse(JSON.stringify(patternData), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
  );
  return { ...pattern, patternData: plain };
};

/**
 * The files of a pattern at a revision: those of its import while it says the same, else with a SKILL.md made of it. As
 * an Agent Skill also where the imported SKILL.md breaks the official rules.
 */
export const skillContent = async (
  store: Store,
  pattern: Pattern,
  how: SkillMaking & { readonly asAgentSkill: boolean },
): Promise<SkillContent> => {
  const { renderer, rules, asAgentSkill } = how;
  const stored = await store.skills.files(pattern.id);
  const chosen = skillFileOf(stored);
  const holds = chosen !== undefined && (await isUnchanged(store, pattern));
  if (holds && !asAgentSkill) return { files: stored, made: undefined, folderName: '', frontmatter: undefined };
  const read = holds ? await store.skills.readFile(pattern.id, chosen.path) : undefined;
  const shown = asAgentSkill ? withoutNul(pattern) : pattern;
  const skill = { pattern: shown, files: stored, skillFile: read?.content, form: 'PORTABLE' } as const;
  const { name, files } = renderer.render(skill);
  if (read !== undefined && chosen?.path === 'SKILL.md') {
    const frontmatter = rules.frontmatterOf(read.content, name);
    if (frontmatter !== undefined) return { files: stored, made: undefined, folderName: name, frontmatter };
  }
  const made = files.find((file) => file.kind === 'made')?.content ?? new Uint8Array();
  const frontmatter = asAgentSkill ? rules.frontmatterOf(made, name) : undefined;
  return { files: withMade(stored, made), made, folderName: name, frontmatter };
};
