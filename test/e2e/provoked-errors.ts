import { randomUUID } from 'node:crypto';
import { AccessLevel, PatternStatus, Role, Scope } from '@tmws/contract';
import { create, namespace, type ProvokedError } from './error-world.ts';
import { PROVOKED_BY_THE_SCAN } from './provoked-by-the-scan.ts';

const requestId = randomUUID();
const unknown = randomUUID();
const named = { category: 'mooring', patternData: { description: 'Other.' } };
const failAt = async (answers: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of answers);
};

/** Errors of every status that a client can provoke, each by its status, reason and cause. */
export const PROVOKED_ERRORS: readonly ProvokedError[] = [
  ['NOT_FOUND', 'PATTERN_NOT_FOUND', 'an unknown pattern', (w) => w.root.patterns.getPattern({ patternId: unknown })],
  ['NOT_FOUND', 'PATTERN_NOT_FOUND', 'a hidden pattern', (w) => w.ann.patterns.deletePattern({ patternId: w.hidden })],
  [
    'NOT_FOUND',
    'USAGE_NOT_FOUND',
    'an unknown use',
    (w) => w.ann.usage.setUsageOutcome({ usageId: unknown, success: true }),
  ],
  [
    'NOT_FOUND',
    'PROPOSAL_NOT_FOUND',
    'an unknown proposal',
    (w) => w.ann.proposals.getProposal({ proposalId: unknown }),
  ],
  [
    'NOT_FOUND',
    'APPLICATION_NOT_FOUND',
    'an unknown application',
    (w) => w.ann.usage.recordUsage({ patternId: w.open, applicationId: unknown }),
  ],
  [
    'NOT_FOUND',
    'REVISION_NOT_FOUND',
    'an unknown revision',
    (w) => w.root.patterns.getRevision({ patternId: w.open, revision: 77 }),
  ],
  [
    'NOT_FOUND',
    'SKILL_FILE_NOT_FOUND',
    'an unknown file',
    (w) => failAt(w.root.skills.readSkillFile({ patternId: w.open, path: 'no/such-file.md' })),
  ],
  ['NOT_FOUND', 'AGENT_NOT_FOUND', 'an unknown agent', (w) => w.root.access.getAgent({ agentId: 'nobody-3' })],
  [
    'NOT_FOUND',
    'NAMESPACE_NOT_FOUND',
    'an unknown namespace',
    (w) => w.root.access.getNamespace({ namespace: 'nowhere-3' }),
  ],
  [
    'NOT_FOUND',
    'MEMBERSHIP_NOT_FOUND',
    'an unknown membership',
    (w) => w.root.access.getMembership({ namespace, agentId: 'ann-9' }),
  ],
  ['NOT_FOUND', 'API_KEY_NOT_FOUND', 'an unknown key', (w) => w.root.access.getApiKey({ apiKeyId: unknown })],
  [
    'PERMISSION_DENIED',
    'NOT_OWNER',
    "a change of another's pattern",
    (w) => w.ann.patterns.updatePattern({ patternId: w.open, tags: ['a'] }),
  ],
  [
    'PERMISSION_DENIED',
    'NOT_OWNER',
    "a version of another's pattern",
    (w) => w.ann.versions.createVersion({ patternId: w.open, newVersion: '3.0.0', patternData: named.patternData }),
  ],
  [
    'PERMISSION_DENIED',
    'NOT_A_MEMBER',
    'a pattern elsewhere',
    (w) => w.ann.patterns.createPattern({ ...named, patternName: 'x', namespace }),
  ],
  [
    'PERMISSION_DENIED',
    'NOT_A_MEMBER',
    'an experience elsewhere',
    (w) => w.ann.insight.recordExperience({ area: 'a', content: 'c', namespace }),
  ],
  ['PERMISSION_DENIED', 'NOT_ADMIN', 'a rebuild by no admin', (w) => failAt(w.ann.admin.reindex({}))],
  [
    'PERMISSION_DENIED',
    'NOT_ADMIN',
    'a SYSTEM pattern by no admin',
    (w) => w.ann.patterns.createPattern({ ...named, patternName: 'x', accessLevel: AccessLevel.SYSTEM }),
  ],
  [
    'PERMISSION_DENIED',
    'NOT_ADMIN',
    'a purge by no admin',
    (w) => w.ann.patterns.purgePattern({ patternId: w.newer, reason: 'r' }),
  ],
  [
    'PERMISSION_DENIED',
    'ACTING_FOR_OTHER_DENIED',
    'acting for another',
    (w) => w.ann.usage.recordUsage({ patternId: w.open, usingAgentId: 'tester' }),
  ],
  [
    'PERMISSION_DENIED',
    'ACTING_FOR_OTHER_DENIED',
    'a search for another',
    (w) => w.ann.patterns.searchPatterns({ queryText: 'q', requestingAgentId: 'tester' }),
  ],
  [
    'INVALID_ARGUMENT',
    'INVALID_FIELD',
    'a page that is too large',
    (w) => w.root.patterns.listPatterns({ pageSize: 4_321 }),
  ],
  [
    'INVALID_ARGUMENT',
    'INVALID_FIELD',
    'two bad fields',
    (w) => w.root.patterns.createPattern({ ...named, patternName: '', learningWeight: 12.5 }),
  ],
  [
    'INVALID_ARGUMENT',
    'INVALID_FIELD',
    'a time below zero',
    (w) => w.ann.usage.recordUsage({ patternId: w.open, executionTime: -3 }),
  ],
  [
    'INVALID_ARGUMENT',
    'VERSION_NOT_GREATER',
    'a lower version',
    (w) => w.ann.versions.createVersion({ patternId: w.newer, newVersion: '1.5.0', patternData: named.patternData }),
  ],
  [
    'INVALID_ARGUMENT',
    'REQUEST_ID_REUSED',
    'a request id used twice',
    async (w) => {
      await create(w.ann, 'request-one', { requestId });
      await create(w.ann, 'request-two', { requestId });
    },
  ],
  [
    'INVALID_ARGUMENT',
    'PAGE_TOKEN_INVALID',
    'a made-up token',
    (w) => w.root.patterns.listPatterns({ pageToken: 'abc' }),
  ],
  [
    'ABORTED',
    'REVISION_CONFLICT',
    'a stale etag',
    (w) => w.root.patterns.updatePattern({ patternId: w.open, tags: ['a'], etag: '99' }),
  ],
  ['ALREADY_EXISTS', 'PATTERN_EXISTS', 'a taken name', (w) => create(w.root, 'bow-line')],
  [
    'ALREADY_EXISTS',
    'PATTERN_EXISTS',
    'a taken name by learning',
    (w) => w.root.learning.learnPattern({ patternName: 'bow-line', category: 'c', patternContent: 'Text.' }),
  ],
  [
    'ALREADY_EXISTS',
    'PATTERN_EXISTS',
    'renaming to a taken name',
    (w) => w.root.patterns.updatePattern({ patternId: w.open, patternName: 'taken-name' }),
  ],
  [
    'ALREADY_EXISTS',
    'PATTERN_EXISTS',
    'bringing back a name taken since',
    (w) => w.root.patterns.undeletePattern({ patternId: w.deleted }),
  ],
  [
    'ALREADY_EXISTS',
    'PATTERN_EXISTS',
    'a batch with taken names',
    (w) =>
      w.root.patterns.batchCreatePatterns({
        patterns: ['bow-line', 'taken-name'].map((patternName) => ({ ...named, patternName })),
      }),
  ],
  [
    'ALREADY_EXISTS',
    'VERSION_EXISTS',
    'a taken version',
    (w) => w.ann.versions.createVersion({ patternId: w.newer, newVersion: '2.0.0', patternData: named.patternData }),
  ],
  ['ALREADY_EXISTS', 'NAMESPACE_EXISTS', 'a taken namespace', (w) => w.root.access.createNamespace({ namespace })],
  ['ALREADY_EXISTS', 'AGENT_EXISTS', 'a taken agent', (w) => w.root.access.createAgent({ agentId: 'ann-9' })],
  [
    'ALREADY_EXISTS',
    'MEMBERSHIP_EXISTS',
    'a membership twice',
    (w) => w.root.access.createMembership({ namespace, agentId: 'tester', role: Role.MEMBER }),
  ],
  ...PROVOKED_BY_THE_SCAN,
  [
    'FAILED_PRECONDITION',
    'PATTERN_NOT_FLAGGED',
    'approving a pattern that nothing is held against',
    async (w) => {
      const patternId = await create(w.root, 'draft', { status: PatternStatus.DRAFT });
      await w.root.patterns.approvePattern({ patternId });
    },
  ],
  [
    'FAILED_PRECONDITION',
    'OUTCOME_ALREADY_SET',
    'an outcome twice',
    async (w) => {
      const { usage } = await w.ann.usage.recordUsage({ patternId: w.open, success: true });
      await w.ann.usage.setUsageOutcome({ usageId: usage?.id ?? '', success: false });
    },
  ],
  [
    'FAILED_PRECONDITION',
    'PROPOSAL_CLOSED',
    'a proposal decided twice',
    async (w) => {
      const { proposal } = await w.ann.proposals.createProposal({ patternId: w.open, changes: { hint: 'Wind.' } });
      const decision = { proposalId: proposal?.id ?? '' };
      await w.root.proposals.rejectProposal(decision);
      await w.root.proposals.acceptProposal(decision);
    },
  ],
  [
    'FAILED_PRECONDITION',
    'REVISION_REDACTED',
    'restoring what was redacted',
    async (w) => {
      const patternId = await create(w.root, 'redacted');
      await w.root.patterns.updatePattern({ patternId, tags: ['a'] });
      await w.root.patterns.redactRevision({ patternId, revision: 1, reason: 'Asked to.' });
      await w.root.patterns.restoreRevision({ patternId, revision: 1 });
    },
  ],
  [
    'FAILED_PRECONDITION',
    'NAMESPACE_NOT_EMPTY',
    'ending a namespace with patterns',
    async (w) => {
      await create(w.root, 'inhabitant', { namespace });
      await w.root.access.deleteNamespace({ namespace });
    },
  ],
  [
    'FAILED_PRECONDITION',
    'AGENT_HAS_PATTERNS',
    'ending an agent with patterns',
    (w) => w.root.access.deleteAgent({ agentId: 'ann-9' }),
  ],
  [
    'FAILED_PRECONDITION',
    'LAST_ADMIN',
    'ending the last membership of an admin',
    (w) => w.root.access.deleteMembership({ namespace, agentId: 'tester' }),
  ],
  ['UNAUTHENTICATED', 'CREDENTIALS_MISSING', 'no credentials', (w) => w.nobody.access.whoAmI({})],
  [
    'UNAUTHENTICATED',
    'KEY_INVALID',
    'rotating a key that has ended',
    async (w) => {
      const { apiKey } = await w.root.access.createApiKey({ scopes: [Scope.READ] });
      const ended = { apiKeyId: apiKey?.id ?? '' };
      await w.root.access.deleteApiKey(ended);
      await w.root.access.rotateApiKey(ended);
    },
  ],
  ['UNIMPLEMENTED', 'NOT_IMPLEMENTED', 'an rpc that is not built', (w) => w.root.admin.createBackup({})],
];
