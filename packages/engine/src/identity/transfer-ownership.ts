import {
  type Caller,
  canAdminister,
  canRead,
  DomainError,
  invalidFields,
  type Pattern,
  patternNotFound,
} from '@tmws/domain';
import { noteDeed } from '../audit/note-deed.ts';
import type { Engine } from '../engine.ts';
import { changePattern } from '../pattern/change-pattern.ts';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';
import { findSeenAgent } from './agent/seen-agent.ts';
import { checkDescription } from './check-description.ts';
import { notAdmin } from './identity-errors.ts';

/** Which pattern goes to whom. */
export interface TransferOwnershipInput {
  /** Any version of the lineage. */
  readonly patternId: string;
  readonly newAgentId: string;
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The pattern with its new owner. */
export interface TransferOwnershipResult {
  readonly pattern: Pattern;
  readonly formerAgentId: string;
}

const findTransferable = async (store: Store, caller: Caller, patternId: string): Promise<Pattern> => {
  const pattern = await store.patterns.find(patternId);
  if (pattern === undefined) throw patternNotFound(patternId);
  if (canAdminister(caller, pattern)) return pattern;
  if (!canRead(caller, pattern)) throw patternNotFound(patternId);
  if (!caller.systemAdmin) {
    const metadata = { pattern_id: patternId, namespace: pattern.namespace };
    throw notAdmin(`Pattern ${patternId} is given to another agent by admins of its namespace only.`, metadata);
  }
  const description = `Pattern ${patternId} is a SYSTEM pattern, which belongs to nobody else. Change its access level first.`;
  throw invalidFields([{ field: 'pattern_id', description }]);
};

const taken = (pattern: Pattern, newAgentId: string): DomainError =>
  new DomainError(
    'PATTERN_EXISTS',
    `Agent ${newAgentId} owns a pattern "${pattern.patternName}" of one of these versions in the namespace ${pattern.namespace} already. Rename one of the two first.`,
    { metadata: { agent_id: newAgentId, pattern_name: pattern.patternName, namespace: pattern.namespace } },
  );

const requireFreeName = async (store: Store, pattern: Pattern, newAgentId: string): Promise<void> => {
  const lineage = await store.patterns.findLineage(pattern.lineageId);
  const living = lineage.filter((version) => version.deletedAt === undefined).map(({ version }) => version);
  const { namespace, patternName } = pattern;
  const theirs = await store.patterns.findByName({ namespace, patternName, agentId: newAgentId });
  if (theirs.some(({ lineageId, version }) => lineageId !== pattern.lineageId && living.includes(version))) {
    throw taken(pattern, newAgentId);
  }
};

/**
 * Gives the whole lineage of a pattern to another agent; for admins of its namespace. Ids, history and statistics stay.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_ADMIN, AGENT_NOT_FOUND, PATTERN_EXISTS, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const transferOwnership = async (
  engine: Engine,
  caller: Caller,
  input: TransferOwnershipInput,
): Promise<TransferOwnershipResult> => {
  const { requestId, ...given } = input;
  const reason = checkDescription(given.reason, 'reason');
  const content = { call: 'TransferOwnership', input: given };
  const answer = await writeOnce(engine, { caller, requestId, content }, async (store) => {
    const pattern = await findTransferable(store, caller, given.patternId);
    const { agentId: newAgentId } = await findSeenAgent(store, caller, given.newAgentId);
    const formerAgentId = pattern.agentId;
    await requireFreeName(store, pattern, newAgentId);
    const changed =
      newAgentId === formerAgentId
        ? pattern
        : await changePattern(store, { engine, caller }, { pattern, content: { agentId: newAgentId }, reason });
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'TransferOwnership',
        targetKind: 'pattern',
        targetId: pattern.id,
        namespace: pattern.namespace,
        detail: {
          as_admin: true,
          former_agent_id: formerAgentId,
          new_agent_id: newAgentId,
          ...(reason === undefined ? {} : { reason }),
        },
      },
    );
    const ids = (await store.patterns.findLineage(pattern.lineageId)).map(({ id }) => id);
    return { pattern: toSnapshot(changed), formerAgentId, ids };
  });
  const {
    pattern,
    formerAgentId,
    ids,
  }: { pattern: Parameters<typeof fromSnapshot>[0]; formerAgentId: string; ids: string[] } = JSON.parse(
    JSON.stringify(answer),
  );
  await engine.indexer.settle(ids);
  return { pattern: fromSnapshot(pattern), formerAgentId };
};
