import type { ImportSkillsRequest } from '@tmws/contract';
import { type Caller, invalidFields } from '@tmws/domain';
import { type Engine, importSkill, openRequest, type Searchable } from '@tmws/engine';
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
  { skill, header }: { readonly skill: AssembledSkill; readonly header: ImportHeader },
): Promise<ImportedSkill> => {
  const { path, files, findings, refusal, fileCount, bytes } = skill;
  if (refusal !== undefined) {
    const result = { path, action: 'REFUSED', pattern: undefined, findings: [...findings, refusal] } as const;
    return { result, fileCount, bytes };
  }
  const { root, options } = header;
  const folder = { root, path, files };
  return { result: await importSkill(engine, caller, { folder, options, findings }), fileCount, bytes };
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
  readonly searchable: Searchable;
}

const shortened = ({ result, ...sizes }: ImportedSkill): ImportedSkill => {
  const { pattern } = result;
  const named =
    pattern === undefined ? undefined : { id: pattern.id, patternName: pattern.patternName, version: pattern.version };
  return { ...sizes, result: { ...result, pattern: named } };
};

const changedIds = (imported: readonly ImportedSkill[]): readonly string[] =>
  imported.flatMap(({ result }) =>
    result.pattern === undefined || result.action === 'SKIPPED' ? [] : [result.pattern.id],
  );

const importAll = async (
  engine: Engine,
  caller: Caller,
  work: { readonly skills: AsyncIterable<AssembledSkill>; readonly header: ImportHeader; readonly signal: AbortSignal },
): Promise<readonly ImportedSkill[]> => {
  const imported: ImportedSkill[] = [];
  let unsettled: string[] = [];
  for await (const skill of work.skills) {
    work.signal.throwIfAborted();
    const one = shortened(await importOne(engine, caller, { skill, header: work.header }));
    imported.push(one);
    unsettled.push(...changedIds([one]));
    if (unsettled.length < SETTLED_TOGETHER) continue;
    // Nobody waits here: the index works on these while more skills come in.
    void engine.indexer.settle(unsettled);
    unsettled = [];
  }
  return imported;
};

/**
 * Imports the skills of a stream one after the other and waits until searches by words find them. What was imported
 * before an error in the stream stays. A repeated request is read to its end and imports nothing.
 *
 * @throws DomainError INVALID_FIELD for a stream that is out of order, REQUEST_ID_REUSED, and what `importSkill` throws
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
  return { imported: first, searchable: await settleAll(engine, changedIds(first).slice(-SETTLED_TOGETHER)) };
};
