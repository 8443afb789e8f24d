import type { ImportSkillsRequest, SkillEnd, SkillFileStart, SkillStart } from '@tmws/contract';
import { invalidFields, LIMITS, type SkillFinding } from '@tmws/domain';
import { CallRefusal } from '../../errors/call-refusal.ts';
import { fromFinding } from '../../mappers/finding.ts';
import { type AssembledSkill, createSkillInbox, type SkillInbox } from './skill-inbox.ts';

/** Skills of one stream, so that its answer stays within a message. */
const MOST_SKILLS = 10_000;

const outOfOrder = (text: string): Error =>
  invalidFields([
    { field: 'part', description: `${text} Send a header, then for each skill its start, files and end.` },
  ]);

const started = (part: SkillStart, count: number, open: SkillInbox | undefined): SkillInbox => {
  if (open !== undefined) throw outOfOrder(`Skill "${part.path}" begins before "${open.path}" has ended.`);
  if (count >= MOST_SKILLS) {
    throw new CallRefusal(
      'SKILL_LIMIT',
      `The stream has more than ${MOST_SKILLS} skills. Send the rest in another one.`,
      { limit: String(MOST_SKILLS) },
    );
  }
  return createSkillInbox(part.path, part.basePatternId);
};

const fileStarted = (part: SkillFileStart, open: SkillInbox | undefined): void => {
  if (open === undefined) throw outOfOrder(`File "${part.path}" begins outside of a skill.`);
  open.beginFile(part);
};

const chunkArrived = (bytes: Uint8Array, open: SkillInbox | undefined): void => {
  if (bytes.length > LIMITS.chunkBytes) {
    const description = `A chunk has ${bytes.length} bytes; at most ${LIMITS.chunkBytes} are allowed. Send smaller ones.`;
    throw invalidFields([{ field: 'chunk', description }]);
  }
  if (open === undefined) throw outOfOrder('Bytes came outside of a file.');
  open.addChunk(bytes);
};

const ended = (part: SkillEnd, open: SkillInbox | undefined): AssembledSkill => {
  if (open === undefined) throw outOfOrder('A skill ended that had not begun.');
  const findings: readonly SkillFinding[] = part.findings.map(fromFinding);
  return open.end(findings);
};

/**
 * Puts skills together from the messages of an import after its header. Holds one skill at a time and of it no more
 * than a skill may have.
 *
 * @throws DomainError INVALID_FIELD for messages out of order and sizes that do not agree, CallRefusal SKILL_LIMIT
 */
export async function* assembleSkills(
  requests: AsyncIterator<ImportSkillsRequest>,
): AsyncGenerator<AssembledSkill, void, undefined> {
  let open: SkillInbox | undefined;
  let count = 0;
  for (let next = await requests.next(); next.done !== true; next = await requests.next()) {
    const { part } = next.value;
    switch (part?.$case) {
      case 'skillStart':
        open = started(part.value, count, open);
        count += 1;
        break;
      case 'fileStart':
        fileStarted(part.value, open);
        break;
      case 'chunk':
        chunkArrived(part.value, open);
        break;
      case 'skillEnd':
        yield ended(part.value, open);
        open = undefined;
        break;
      case 'header':
        throw outOfOrder('A second header came.');
      case undefined:
        throw outOfOrder('A message came that is none of the parts.');
      default:
        part satisfies never;
    }
  }
  if (open !== undefined) throw outOfOrder(`The stream ended within skill "${open.path}".`);
}
