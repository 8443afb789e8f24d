import type { ImportSkillsRequest } from '@tmws/contract';
import { type Caller, invalidFields } from '@tmws/domain';
import {
  createImportRun,
  type Engine,
  type ImportRun,
  importSkill,
  openRequest,
  reportMissing,
  requireOwnerRight,
  type Searchable,
} from '@tmws/engine';
import { fromImportSkillsHeader, type ImportedSkill, type ImportHeader } from '../../mappers/skill.ts';
import { assembleSkills } from './assemble-skills.ts';
import { digestedStream } from './digested-stream.ts';
import type { AssembledSkill } from './skill-inbox.ts';

/** So many new patterns are handed to the index together while more skills come in. */
const SETTLED_TOGETHER = 64;
/** Waits for the index at the end of an import, of at most 10 s each. */
const MOST_WAITS = 6;

const headerOf = async (requests: AsyncIterator<ImportSkillsRequest>): Promise<ImportHeader> => {
  const first = await requests.next();
  const part = first.done === true ? undefined : first.value.part;
  if (part?.$case === 'header') return fromImportSkillsHeader(part.value);
  throw invalidFields([
    { field: 'part', description: 'The stream does not begin with a header. Send one first, once.' },
  ]);
};

const readToItsEnd = async (skills: AsyncIterable<AssembledSkill>): Promise<readonly ImportedSkill[]> => {
  for await (const _skill of skills);
  return [];
};

const importOne = async (
  engine: Engine,
  caller: Caller,
  { skill, header, run }: { readonly skill: AssembledSkill; readonly header: ImportHeader; readonly run: ImportRun },
): Promise<ImportedSkill> => {
  const { path, basePatternId, files, findings, refusal, fileCount, bytes } = skill;
  if (refusal !== undefined) {
    run.paths.add(path);
    const result = { path, action: 'REFUSED', pattern: undefined, findings: [...findings, refusal] } as const;
    return { result, fileCount, bytes };
  }
  const { root, options } = header;
  const folder = { root, path, files };
  const result = await importSkill(engine, caller, { folder, options, findings, basePatternId, run });
  return { result, fileCount, bytes };
};

/** The index takes changes in their order, so the last ones stand for all; a large import needs more than one wait. */
const settleAll = async (engine: Engine, last: readonly string[]): Promise<Searchable> => {
  let searchable = await engine.indexer.settle(last);
  for (let wait = 1; wait < MOST_WAITS && !searchable.byWords; wait += 1)
    searchable = await engine.indexer.settle(last);
  return searchable;
};

/** What a whole import did. */
export interface ImportedSkills {
  readonly imported: readonly ImportedSkill[];
  /** Whether nothing was stored. */
  readonly isPlan: boolean;
  readonly searchable: Searchable;
}

const shortened = ({ result, ...sizes }: ImportedSkill): ImportedSkill => {
  const { pattern } = result;
  const named =
    pattern === undefined ? undefined : { id: pattern.id, patternName: pattern.patternName, version: pattern.version };
  return { ...sizes, result: { ...result, pattern: named } };
};

/** Whether an import had deprecated the pattern, and it is ACTIVE again. */
const isReturned = ({ findings }: ImportedSkill['result']): boolean =>
  findings.some(({ code }) => code === 'skill_returned');

const changedIds = (imported: readonly ImportedSkill[]): readonly string[] =>
  imported.flatMap(({ result }) =>
    result.pattern === undefined || (result.action === 'SKIPPED' && !isReturned(result)) || result.action === 'REMOVED'
      ? []
      : [result.pattern.id],
  );

const importAll = async (
  engine: Engine,
  caller: Caller,
  work: { readonly skills: AsyncIterable<AssembledSkill>; readonly header: ImportHeader; readonly signal: AbortSignal },
): Promise<readonly ImportedSkill[]> => {
  const { header, signal } = work;
  const { root, options, missing } = header;
  requireOwnerRight(caller, options);
  const run = createImportRun();
  const imported: ImportedSkill[] = [];
  let unsettled: string[] = [];
  for await (const skill of work.skills) {
    signal.throwIfAborted();
    const one = shortened(await importOne(engine, caller, { skill, header, run }));
    imported.push(one);
    if (options.mode !== 'plan') unsettled.push(...changedIds([one]));
    if (unsettled.length < SETTLED_TOGETHER) continue;
    // Nobody waits here: the index works on these while more skills come in.
    void engine.indexer.settle(unsettled);
    unsettled = [];
  }
  if (missing === undefined) return imported;
  const gone = await reportMissing(engine, caller, { options, run, root, missing });
  return [...imported, ...gone.map((result) => shortened({ result, fileCount: 0, bytes: 0 }))];
};

/**
 * Imports the skills of a stream one after the other, then tells of those that are gone where it holds all of its root,
 * and waits until searches by words find them. What was imported before an error in the stream stays. A repeated request
 * is read to its end and imports nothing.
 *
 * @throws DomainError INVALID_FIELD for a stream that is out of order, REQUEST_ID_REUSED, ACTING_FOR_OTHER_DENIED, and
 * what `importSkill` throws
 */
export const importSkills = async (
  engine: Engine,
  caller: Caller,
  call: { readonly requests: AsyncIterable<ImportSkillsRequest>; readonly signal: AbortSignal },
): Promise<ImportedSkills> => {
  const stream = digestedStream(call.requests);
  const header = await headerOf(stream.requests);
  const request = await openRequest(engine, { caller, requestId: header.requestId });
  const skills = assembleSkills(stream.requests);
  const imported = request.isRepeated
    ? await readToItsEnd(skills)
    : await importAll(engine, caller, { skills, header, signal: call.signal });
  const answer = await request.answer({ call: 'ImportSkills', input: { digest: stream.digest() } }, async () => ({
    imported: JSON.stringify(imported),
  }));
  const first: readonly ImportedSkill[] = JSON.parse(String(answer.imported));
  const isPlan = header.options.mode === 'plan';
  const changed = isPlan ? [] : changedIds(first).slice(-SETTLED_TOGETHER);
  return { imported: first, isPlan, searchable: await settleAll(engine, changed) };
};
