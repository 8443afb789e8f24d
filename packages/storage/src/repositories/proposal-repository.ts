import { VERSION_BUMPS, type VersionBump } from '@tmws/domain';
import {
  PROPOSAL_STATES,
  type Proposal,
  type ProposalListQuery,
  type ProposalRepository,
  type ProposalState,
} from '@tmws/engine';
import type { Selectable } from 'kysely';
import { fromOptionalDate, toDate, toJsonObject, toOptionalDate } from '../column-values.ts';
import { conditionSql } from '../condition-sql.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';

type ProposalRow = Selectable<Tables['proposals']>;

const toState = (value: string): ProposalState => {
  const state = PROPOSAL_STATES.find((known) => known === value);
  if (state === undefined) throw new Error(`A stored proposal has the unknown state "${value}".`);
  return state;
};

const toBump = (value: string | null): VersionBump | undefined => VERSION_BUMPS.find((known) => known === value);

const toProposal = (row: ProposalRow): Proposal => ({
  id: row.id,
  patternId: row.pattern_id,
  agentId: row.agent_id,
  baseRevision: row.base_revision,
  changes: toJsonObject(row.changes),
  bump: toBump(row.bump),
  note: row.notes ?? undefined,
  state: toState(row.status),
  createdAt: toDate(row.created_at),
  decidedAt: toOptionalDate(row.decided_at),
  decidedBy: row.decided_by ?? undefined,
  decisionNote: row.decision_reason ?? undefined,
  resultPatternId: row.result_pattern_id ?? undefined,
  resultRevision: row.result_revision ?? undefined,
});

const visible = ({ database }: Session, { maker, readable, changeable }: ProposalListQuery) =>
  database
    .selectFrom('proposals')
    .innerJoin('patterns', 'patterns.id', 'proposals.pattern_id')
    .where((eb) => {
      const own = eb.and([eb('proposals.agent_id', '=', maker), conditionSql(eb, readable)]);
      return eb.or([own, conditionSql(eb, changeable)]);
    });

const list = (session: Session, query: ProposalListQuery) => {
  const { patternId, state, agentId, owner, after } = query;
  return visible(session, query)
    .$if(patternId !== undefined, (found) => found.where('proposals.pattern_id', '=', patternId ?? ''))
    .$if(state !== undefined, (found) => found.where('proposals.status', '=', state ?? ''))
    .$if(agentId !== undefined, (found) => found.where('proposals.agent_id', '=', agentId ?? ''))
    .$if(owner !== undefined, (found) => found.where('patterns.agent_id', '=', owner ?? ''))
    .$if(after !== undefined, (found) =>
      found.where((eb) => {
        const time = after?.createdAt.getTime() ?? 0;
        const later = eb.and([eb('proposals.created_at', '=', time), eb('proposals.id', '<', after?.id ?? '')]);
        return eb.or([eb('proposals.created_at', '<', time), later]);
      }),
    )
    .selectAll('proposals')
    .select(['patterns.pattern_name as pattern_name', 'patterns.agent_id as owner'])
    .orderBy('proposals.created_at', 'desc')
    .orderBy('proposals.id', 'desc')
    .limit(query.limit)
    .execute();
};

/** Suggested changes in SQL. */
export const createProposalRepository = (session: Session): ProposalRepository => ({
  insert: async (proposal) => {
    await session.database
      .insertInto('proposals')
      .values({
        id: proposal.id,
        pattern_id: proposal.patternId,
        agent_id: proposal.agentId,
        base_revision: proposal.baseRevision,
        changes: JSON.stringify(proposal.changes),
        bump: proposal.bump ?? null,
        notes: proposal.note ?? null,
        status: proposal.state,
        created_at: proposal.createdAt.getTime(),
        decided_at: fromOptionalDate(proposal.decidedAt),
        decided_by: proposal.decidedBy ?? null,
        decision_reason: proposal.decisionNote ?? null,
        result_pattern_id: proposal.resultPatternId ?? null,
        result_revision: proposal.resultRevision ?? null,
      })
      .execute();
    session.changes.touch();
  },
  find: async (id) => {
    const row = await session.database.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toProposal(row);
  },
  list: async (query) =>
    (await list(session, query)).map((row) => ({
      proposal: toProposal(row),
      patternName: row.pattern_name,
      owner: row.owner,
    })),
  decide: async (id, decision) => {
    await session.database
      .updateTable('proposals')
      .set({
        status: decision.state,
        decided_at: fromOptionalDate(decision.decidedAt),
        decided_by: decision.decidedBy ?? null,
        decision_reason: decision.decisionNote ?? null,
        result_pattern_id: decision.resultPatternId ?? null,
        result_revision: decision.resultRevision ?? null,
      })
      .where('id', '=', id)
      .execute();
    session.changes.touch();
  },
});
