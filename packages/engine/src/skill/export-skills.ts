import { createHash } from 'node:crypto';
import {
  administrableBy,
  all,
  any,
  type Caller,
  canAdminister,
  canRead,
  is,
  isAdminOf,
  type Pattern,
  patternNotFound,
  type SkillFinding,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { notAdmin } from '../identity/identity-errors.ts';
import { requireSomeAdmin } from '../identity/reach.ts';
import { readAs } from '../identity/read-as.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { SkillForm, SkillRenderer } from '../ports/skill-renderer.ts';
import type { ListCursor, Store, StoredSkillFile } from '../ports/store.ts';
import { listable, passing } from '../search/visible.ts';
import { isUnchanged, skillFileOf } from './unchanged-skill.ts';

const PATTERNS_A_PAGE = 200;

/** Which skills are exported, and how. */
export interface ExportSkillsInput {
  /** In the order of the export; none: every readable head that passes the filters. */
  readonly patternIds: readonly string[];
  readonly namespace: string | undefined;
  /** Owner. */
  readonly agentId: string | undefined;
  readonly form: SkillForm;
  readonly asAdmin: boolean;
  readonly renderer: SkillRenderer;
}

/** One file of an exported skill. */
export interface ExportedFile {
  readonly file: StoredSkillFile;
  readonly content: () => Promise<Uint8Array>;
}

/** One skill of an export; its files are read when they are asked for. */
export interface ExportedSkill {
  readonly name: string;
  readonly pattern: Pattern;
  readonly form: SkillForm;
  readonly files: readonly ExportedFile[];
  readonly findings: readonly SkillFinding[];
}

const namespaceOf = ({ namespace }: ExportSkillsInput): string | undefined =>
  namespace === '' ? undefined : namespace;

const requireReach = (caller: Caller, input: ExportSkillsInput): void => {
  if (!input.asAdmin) return;
  const namespace = namespaceOf(input);
  if (namespace === undefined) requireSomeAdmin(caller);
  // The same for a namespace that there is not.
  else if (!isAdminOf(caller, namespace)) {
    throw notAdmin(`Only admins of namespace ${namespace} and system admins may export as one.`, { namespace });
  }
};

const isReached = (caller: Caller, pattern: Pattern | undefined, { asAdmin }: ExportSkillsInput): boolean =>
  pattern !== undefined && (canRead(caller, pattern) || (asAdmin && canAdminister(caller, pattern)));

/** The named ones, all of them there before the first is sent. @throws DomainError PATTERN_NOT_FOUND */
const namedIds = async (engine: Engine, caller: Caller, input: ExportSkillsInput): Promise<readonly string[]> => {
  const ids = [...new Set(input.patternIds)];
  const found = await engine.unitOfWork.read((store) => store.patterns.findMany(ids));
  const byId = new Map(found.map((pattern) => [pattern.id, pattern]));
  for (const id of ids) {
    const pattern = byId.get(id);
    if (!isReached(caller, pattern, input)) throw patternNotFound(id);
  }
  return ids;
};

const headIds = async (engine: Engine, caller: Caller, input: ExportSkillsInput): Promise<readonly string[]> => {
  const filter = { namespace: namespaceOf(input), agentId: input.agentId };
  const readable = listable(caller, filter);
  const reached = input.asAdmin ? any(readable, all(administrableBy(caller), passing(filter))) : readable;
  const where = all(reached, is('isHead'));
  const ids: string[] = [];
  let after: ListCursor | undefined;
  for (;;) {
    const query = { where, order: 'created', after, limit: PATTERNS_A_PAGE } as const;
    const page = await engine.unitOfWork.read((store) => store.patterns.list(query));
    ids.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (last === undefined || page.length < PATTERNS_A_PAGE) return ids;
    after = { createdAt: last.createdAt, id: last.id };
  }
};

interface Loaded {
  readonly pattern: Pattern;
  readonly files: readonly StoredSkillFile[];
  readonly skillFile: Uint8Array | undefined;
  readonly form: SkillForm;
}

const load = async (
  store: Store,
  { engine, caller, input }: { readonly engine: Engine; readonly caller: Caller; readonly input: ExportSkillsInput },
  patternId: string,
): Promise<Loaded> => {
  const asked = { patternId, asAdmin: input.asAdmin, action: 'ExportSkills' };
  const pattern = await findReadable(store, { engine, caller }, asked);
  const files = await store.skills.files(patternId);
  const chosen = skillFileOf(files);
  if (chosen === undefined || !(await isUnchanged(store, pattern)))
    return { pattern, files, skillFile: undefined, form: 'PORTABLE' };
  const read = await store.skills.readFile(patternId, chosen.path);
  return { pattern, files, skillFile: read?.content, form: input.form };
};

const madeFile = (made: {
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}): ExportedFile => {
  const { path, mode, content } = made;
  const digest = createHash('sha256').update(content).digest('hex');
  return { file: { path, mode, size: content.length, digest }, content: async () => content };
};

const storedFile = (engine: Engine, patternId: string, file: StoredSkillFile): ExportedFile => ({
  file,
  content: async () => {
    const found = await engine.unitOfWork.read((store) => store.skills.readFile(patternId, file.path));
    // Purged since its skill was begun.
    if (found === undefined) throw patternNotFound(patternId);
    return found.content;
  },
});

const rendered = (engine: Engine, renderer: SkillRenderer, loaded: Loaded): ExportedSkill => {
  const { pattern, files, form } = loaded;
  const { name, files: asked, findings } = renderer.render(loaded);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const exported = asked.flatMap((file) => {
    if (file.kind === 'made') return [madeFile(file)];
    const stored = byPath.get(file.path);
    return stored === undefined ? [] : [storedFile(engine, pattern.id, stored)];
  });
  return { name, pattern, form, files: exported, findings };
};

/**
 * Readable patterns as skill folders, one after the other; with `asAdmin` also what the caller administers, each in the
 * audit log. A head that the caller may no longer read when its turn comes is left out.
 *
 * @throws DomainError PATTERN_NOT_FOUND before the first skill where a named one may not be read, NOT_ADMIN
 */
export const exportSkills = async function* (
  engine: Engine,
  caller: Caller,
  input: ExportSkillsInput,
): AsyncGenerator<ExportedSkill, void, undefined> {
  requireReach(caller, input);
  const isNamed = input.patternIds.length > 0;
  const ids = isNamed ? await namedIds(engine, caller, input) : await headIds(engine, caller, input);
  const reading = { asAdmin: input.asAdmin };
  for (const id of ids) {
    const loaded = await readAs(engine, { caller, reading }, async (store) => {
      if (!isNamed && !isReached(caller, await store.patterns.find(id), input)) return undefined;
      return load(store, { engine, caller, input }, id);
    });
    if (loaded !== undefined) yield rendered(engine, input.renderer, loaded);
  }
};
