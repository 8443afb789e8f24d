import type { TmwsClient } from '@tmws/client';
import { AccessLevel, type ImportSkillsRequest, PatternStatus, Role, Scope, VersionBump } from '@tmws/contract';

/** A mutating call that can be made any number of times. */
export interface RepeatableCall {
  readonly same: (requestId: string) => Promise<unknown>;
  /** Other content under the id. */
  readonly other: (requestId: string) => Promise<unknown>;
  /** Where the effect is seen. */
  readonly changes: 'rows' | 'index';
}

/** What the calls act on. */
export interface World {
  /** The folder's system admin. */
  readonly admin: TmwsClient;
  /** Any other agent, by the name `ann`. */
  readonly ann: TmwsClient;
  /** Puts a finding of the safety scan on the first revision of a pattern; returns its id. */
  readonly flag: (patternId: string) => string;
}

type Case = (world: World) => Promise<RepeatableCall>;

const repeatable = <Request extends object>(
  rpc: (request: Request & { requestId: string }) => Promise<unknown>,
  request: Request,
  otherwise: object,
): RepeatableCall => ({
  same: (requestId) => rpc({ ...request, requestId }),
  other: (requestId) => rpc({ ...request, ...otherwise, requestId }),
  changes: 'rows',
});

let names = 0;
const newName = (): string => {
  names += 1;
  return `thing-${names}`;
};

const newPattern = () => ({
  patternName: newName(),
  category: 'mooring',
  accessLevel: AccessLevel.PUBLIC,
  patternData: { description: `How to moor zeppelin ${names}.` },
});

const created = async ({ admin }: World, more: { status?: PatternStatus } = {}): Promise<string> => {
  const { pattern } = await admin.patterns.createPattern({ ...newPattern(), ...more });
  return pattern?.id ?? '';
};

const changedTwice = async (world: World): Promise<string> => {
  const patternId = await created(world);
  for (const tags of [['one'], ['two']]) await world.admin.patterns.updatePattern({ patternId, tags });
  return patternId;
};

const agent = async ({ admin }: World): Promise<string> => {
  const agentId = newName();
  await admin.access.createAgent({ agentId });
  return agentId;
};

const namespace = async ({ admin }: World): Promise<string> => {
  const name = newName();
  await admin.access.createNamespace({ namespace: name });
  return name;
};

const membership = async (world: World) => {
  const place = { namespace: await namespace(world), agentId: await agent(world) };
  await world.admin.access.createMembership({ ...place, role: Role.MEMBER });
  return place;
};

const key = async (world: World): Promise<string> => {
  const { apiKey } = await world.admin.access.createApiKey({ agentId: await agent(world), scopes: [Scope.READ] });
  return apiKey?.id ?? '';
};

const proposal = async (world: World): Promise<string> => {
  const patternId = await created(world);
  const answer = await world.ann.proposals.createProposal({ patternId, changes: { hint: 'Mind the wind.' } });
  return answer.proposal?.id ?? '';
};

const last = async (answers: AsyncIterable<unknown>): Promise<unknown> => {
  const all: unknown[] = [];
  for await (const answer of answers) all.push(answer);
  return all.at(-1);
};

const skillMessages = async function* (skill: { name: string; body: string; requestId: string }) {
  const content = Buffer.from(`---\nname: ${skill.name}\ndescription: Moors.\n---\n\n${skill.body}\n`);
  const messages: readonly Parameters<typeof ImportSkillsRequest.fromPartial>[0][] = [
    { part: { $case: 'header', value: { root: 'home', requestId: skill.requestId } } },
    { part: { $case: 'skillStart', value: { path: skill.name } } },
    { part: { $case: 'fileStart', value: { path: 'SKILL.md', mode: 0o644, size: content.length } } },
    { part: { $case: 'chunk', value: content } },
    { part: { $case: 'skillEnd', value: {} } },
  ];
  yield* messages;
};

/** Each mutating rpc of the contract that is built, by service and name. */
export const REQUEST_ID_CASES: Readonly<Record<string, Case>> = {
  'AccessService.CreateAgent': async ({ admin }) =>
    repeatable(admin.access.createAgent, { agentId: newName(), description: 'Moors.' }, { description: 'Flies.' }),
  'AccessService.UpdateAgent': async (world) =>
    repeatable(
      world.admin.access.updateAgent,
      { agentId: await agent(world), description: 'Moors.' },
      { description: 'Flies.' },
    ),
  'AccessService.DeleteAgent': async (world) =>
    repeatable(world.admin.access.deleteAgent, { agentId: await agent(world) }, { agentId: await agent(world) }),
  'AccessService.CreateNamespace': async ({ admin }) =>
    repeatable(admin.access.createNamespace, { namespace: newName() }, { description: 'Fleet.' }),
  'AccessService.UpdateNamespace': async (world) =>
    repeatable(
      world.admin.access.updateNamespace,
      { namespace: await namespace(world), description: 'Fleet.' },
      { description: 'Hangar.' },
    ),
  'AccessService.DeleteNamespace': async (world) =>
    repeatable(
      world.admin.access.deleteNamespace,
      { namespace: await namespace(world) },
      { namespace: await namespace(world) },
    ),
  'AccessService.CreateMembership': async (world) =>
    repeatable(
      world.admin.access.createMembership,
      { namespace: await namespace(world), agentId: await agent(world), role: Role.MEMBER },
      { role: Role.ADMIN },
    ),
  'AccessService.UpdateMembership': async (world) =>
    repeatable(
      world.admin.access.updateMembership,
      { ...(await membership(world)), role: Role.ADMIN },
      { role: Role.MEMBER },
    ),
  'AccessService.DeleteMembership': async (world) =>
    repeatable(world.admin.access.deleteMembership, await membership(world), await membership(world)),
  'AccessService.CreateApiKey': async (world) =>
    repeatable(
      world.admin.access.createApiKey,
      { agentId: await agent(world), scopes: [Scope.READ] },
      { scopes: [Scope.WRITE] },
    ),
  'AccessService.UpdateApiKey': async (world) =>
    repeatable(
      world.admin.access.updateApiKey,
      { apiKeyId: await key(world), description: 'Crew.' },
      { description: 'Guests.' },
    ),
  'AccessService.DeleteApiKey': async (world) =>
    repeatable(world.admin.access.deleteApiKey, { apiKeyId: await key(world) }, { apiKeyId: await key(world) }),
  'AccessService.RotateApiKey': async (world) =>
    repeatable(world.admin.access.rotateApiKey, { apiKeyId: await key(world) }, { apiKeyId: await key(world) }),
  'AccessService.TransferOwnership': async (world) =>
    repeatable(
      world.admin.access.transferOwnership,
      { patternId: await created(world), newAgentId: 'ann', reason: 'Leave.' },
      { reason: 'Holiday.' },
    ),
  'AdminService.Reindex': async ({ admin }) =>
    // A rebuild has no content that could be another one; another call under its id is.
    ({
      same: (requestId) => last(admin.admin.reindex({ requestId })),
      other: (requestId) => admin.patterns.createPattern({ ...newPattern(), requestId }),
      changes: 'index',
    }),
  'InsightService.RecordExperience': async ({ admin }) =>
    repeatable(
      admin.insight.recordExperience,
      { area: newName(), content: 'Side wind tears the ropes.', tags: ['wind'] },
      { content: 'Side wind lifts the tail.' },
    ),
  'LearningService.LearnPattern': async ({ admin }) =>
    repeatable(
      admin.learning.learnPattern,
      { patternName: newName(), category: 'mooring', patternContent: 'Tie the bow first.' },
      { patternContent: 'Tie the tail first.' },
    ),
  'LearningService.ApplyPattern': async (world) =>
    repeatable(
      world.admin.learning.applyPattern,
      { patternQuery: `id:${await created(world)}` },
      { patternQuery: `id:${await created(world)}` },
    ),
  'LearningService.EvolvePattern': async (world) =>
    repeatable(
      world.admin.learning.evolvePattern,
      { patternId: await created(world), evolutionData: { hint: 'Mind the wind.' }, successFeedback: true },
      { successFeedback: false },
    ),
  'PatternService.CreatePattern': async ({ admin }) =>
    repeatable(admin.patterns.createPattern, newPattern(), { category: 'flight' }),
  'PatternService.BatchCreatePatterns': async ({ admin }) =>
    repeatable(
      admin.patterns.batchCreatePatterns,
      { patterns: [newPattern(), newPattern()], itemwise: true },
      { itemwise: false },
    ),
  'PatternService.UpdatePattern': async (world) =>
    repeatable(world.admin.patterns.updatePattern, { patternId: await created(world), tags: ['a'] }, { tags: ['b'] }),
  'PatternService.DeletePattern': async (world) =>
    repeatable(
      world.admin.patterns.deletePattern,
      { patternId: await created(world) },
      { patternId: await created(world) },
    ),
  'PatternService.UndeletePattern': async (world) => {
    const patternId = await created(world);
    await world.admin.patterns.deletePattern({ patternId });
    return repeatable(world.admin.patterns.undeletePattern, { patternId }, { patternId: await created(world) });
  },
  'PatternService.PurgePattern': async (world) => {
    const patternId = await created(world);
    await world.admin.patterns.deletePattern({ patternId });
    return repeatable(world.admin.patterns.purgePattern, { patternId, reason: 'Asked to.' }, { reason: 'Test.' });
  },
  'PatternService.ApprovePattern': async (world) => {
    const patternId = await created(world, { status: PatternStatus.DRAFT });
    const acceptFindings = [world.flag(patternId)];
    return repeatable(world.admin.patterns.approvePattern, { patternId, acceptFindings }, { acceptFindings: [] });
  },
  'PatternService.RestoreRevision': async (world) =>
    repeatable(
      world.admin.patterns.restoreRevision,
      { patternId: await changedTwice(world), revision: 1 },
      { revision: 2 },
    ),
  'PatternService.RedactRevision': async (world) =>
    repeatable(
      world.admin.patterns.redactRevision,
      { patternId: await changedTwice(world), revision: 1, reason: 'Asked to.' },
      { revision: 2 },
    ),
  'ProposalService.CreateProposal': async (world) =>
    repeatable(
      world.ann.proposals.createProposal,
      { patternId: await created(world), changes: { hint: 'Mind the wind.' } },
      { changes: { hint: 'Mind the rain.' } },
    ),
  'ProposalService.AcceptProposal': async (world) =>
    repeatable(
      world.admin.proposals.acceptProposal,
      { proposalId: await proposal(world), bump: VersionBump.MINOR },
      { bump: VersionBump.MAJOR },
    ),
  'ProposalService.RejectProposal': async (world) =>
    repeatable(world.admin.proposals.rejectProposal, { proposalId: await proposal(world), note: 'No.' }, { note: '?' }),
  'SkillService.ImportSkills': async ({ admin }) => {
    const name = newName();
    const send = (body: string) => (requestId: string) =>
      admin.skills.importSkills(skillMessages({ name, body, requestId }));
    return { same: send('Tie the bow first.'), other: send('Tie the tail first.'), changes: 'rows' };
  },
  'UsageService.RecordUsage': async (world) =>
    repeatable(
      world.admin.usage.recordUsage,
      { patternId: await created(world), success: true, executionTime: 1 },
      { success: false },
    ),
  'UsageService.SetUsageOutcome': async (world) => {
    const { usage } = await world.admin.usage.recordUsage({ patternId: await created(world) });
    return repeatable(
      world.admin.usage.setUsageOutcome,
      { usageId: usage?.id ?? '', success: true },
      { success: false },
    );
  },
  'VersionService.CreateVersion': async (world) =>
    repeatable(
      world.admin.versions.createVersion,
      { patternId: await created(world), bump: VersionBump.MINOR, patternData: { description: 'Tie it twice.' } },
      { bump: VersionBump.MAJOR },
    ),
};
