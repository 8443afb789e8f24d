import type { TmwsClient } from '@tmws/client';
import { AccessLevel, type ImportSkillsRequest, Scope, VersionBump } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractRpcs } from '../fuzz/contract-rpcs.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

interface Page {
  /** What tells the items apart. */
  readonly ids: readonly (string | number | undefined)[];
  readonly nextPageToken: string;
}

type Paging = { readonly pageSize: number; readonly pageToken: string };

type SkillMessage = Parameters<typeof ImportSkillsRequest.fromPartial>[0];

type List = (root: TmwsClient, paging: Paging) => Promise<Page>;

const category = 'mooring';
const namespace = 'hangar';

let home: TmwsHome;
let root: TmwsClient;
/** A pattern with three versions, revisions, uses and proposals. */
let patternId: string;

const LISTS: Readonly<Record<string, List>> = {
  'AccessService.ListAgents': async ({ access }, paging) => {
    const { agents, nextPageToken } = await access.listAgents(paging);
    return { ids: agents.map((agent) => agent.agentId), nextPageToken };
  },
  'AccessService.ListNamespaces': async ({ access }, paging) => {
    const { namespaces, nextPageToken } = await access.listNamespaces(paging);
    return { ids: namespaces.map((one) => one.namespace), nextPageToken };
  },
  'AccessService.ListMemberships': async ({ access }, paging) => {
    const { memberships, nextPageToken } = await access.listMemberships({ namespace, ...paging });
    return { ids: memberships.map(({ agentId }) => agentId), nextPageToken };
  },
  'AccessService.ListApiKeys': async ({ access }, paging) => {
    const { apiKeys, nextPageToken } = await access.listApiKeys(paging);
    return { ids: apiKeys.map(({ id }) => id), nextPageToken };
  },
  'AdminService.ListAuditEvents': async ({ admin }, paging) => {
    const { events, nextPageToken } = await admin.listAuditEvents({ action: 'CreateApiKey', ...paging });
    return { ids: events.map(({ sequence }) => sequence), nextPageToken };
  },
  'InsightService.RecommendPatterns': async ({ insight }, paging) => {
    const { recommendations, nextPageToken } = await insight.recommendPatterns({ category, ...paging });
    return { ids: recommendations.map(({ pattern }) => pattern?.id), nextPageToken };
  },
  'PatternService.ListPatterns': async ({ patterns }, paging) => {
    const { patterns: found, nextPageToken } = await patterns.listPatterns({ category, ...paging });
    return { ids: found.map(({ id }) => id), nextPageToken };
  },
  'PatternService.SearchPatterns': async ({ patterns }, paging) => {
    const { hits, nextPageToken } = await patterns.searchPatterns({
      queryText: 'moor a zeppelin',
      category,
      ...paging,
    });
    return { ids: hits.map(({ pattern }) => pattern?.id), nextPageToken };
  },
  'PatternService.ListRevisions': async ({ patterns }, paging) => {
    const { revisions, nextPageToken } = await patterns.listRevisions({ patternId, ...paging });
    return { ids: revisions.map(({ revision }) => revision), nextPageToken };
  },
  'ProposalService.ListProposals': async ({ proposals }, paging) => {
    const { proposals: found, nextPageToken } = await proposals.listProposals({ patternId, ...paging });
    return { ids: found.map(({ id }) => id), nextPageToken };
  },
  'SkillService.ListSkills': async ({ skills }, paging) => {
    const { skills: found, nextPageToken } = await skills.listSkills(paging);
    return { ids: found.map((skill) => skill.patternId), nextPageToken };
  },
  'UsageService.ListUsage': async ({ usage }, paging) => {
    const { usages, nextPageToken } = await usage.listUsage({ patternId, ...paging });
    return { ids: usages.map(({ id }) => id), nextPageToken };
  },
  'VersionService.ListVersions': async ({ versions }, paging) => {
    const { versions: nodes, nextPageToken } = await versions.listVersions({ patternId, ...paging });
    return { ids: nodes.map(({ pattern }) => pattern?.id), nextPageToken };
  },
};

/** Refused as NOT_IMPLEMENTED; built ones belong into the lists. */
const NOT_BUILT = ['AdminService.ListEmbedders'];

const create = async (patternName: string): Promise<string> => {
  const { pattern } = await root.patterns.createPattern({
    patternName,
    category,
    accessLevel: AccessLevel.PUBLIC,
    patternData: { description: `How to moor a zeppelin: ${patternName}.` },
  });
  return pattern?.id ?? '';
};

const skillMessages = async function* (skills: readonly string[]): AsyncGenerator<SkillMessage> {
  yield { part: { $case: 'header', value: { root: 'home' } } };
  for (const skill of skills) {
    const content = Buffer.from(`---\nname: ${skill}\ndescription: How to ${skill}.\n---\n\nSlowly.\n`);
    yield { part: { $case: 'skillStart', value: { path: skill } } };
    yield { part: { $case: 'fileStart', value: { path: 'SKILL.md', mode: 0o644, size: content.length } } };
    yield { part: { $case: 'chunk', value: content } };
    yield { part: { $case: 'skillEnd', value: {} } };
  }
};

beforeAll(async () => {
  home = await tmwsHome();
  root = await home.client();
  const ann = await home.client('ann');
  await root.access.whoAmI({});
  await ann.access.whoAmI({});
  for (const name of [namespace, 'second', 'third']) await root.access.createNamespace({ namespace: name });
  for (const agentId of ['bob', 'cy']) await root.access.createAgent({ agentId, defaultNamespace: namespace });
  for (const description of ['one', 'two', 'three']) {
    await root.access.createApiKey({ scopes: [Scope.READ], description });
  }
  for (const name of ['bow', 'tail']) await create(name);
  patternId = await create('belly');
  for (const hint of ['one', 'two', 'three']) {
    await ann.proposals.createProposal({ patternId, changes: { hint } });
    await ann.usage.recordUsage({ patternId, success: true });
  }
  for (const tags of [['one'], ['two']]) await root.patterns.updatePattern({ patternId, tags });
  const versions = { bump: VersionBump.MINOR, patternData: { description: 'How to moor a zeppelin, revised.' } };
  for (let parent = patternId, count = 0; count < 2; count += 1) {
    const { pattern } = await root.versions.createVersion({ patternId: parent, ...versions });
    parent = pattern?.id ?? '';
  }
  await root.skills.importSkills(skillMessages(['reef', 'anchor', 'heave-to']));
  await untilEmbedded(root);
});

afterAll(() => home[Symbol.asyncDispose]());

test('there is a case for each rpc of the contract that pages', () => {
  const paging = contractRpcs().filter(({ input }) => input.fields.some(({ name }) => name === 'page_token'));
  const names = paging.map((rpc) => `${rpc.parent.name}.${rpc.name}`);
  expect([...Object.keys(LISTS), ...NOT_BUILT].toSorted()).toEqual(names.toSorted());
});

test('those that have no case are not built', async () => {
  await expect(root.admin.listEmbedders({})).rejects.toMatchObject({ reason: 'NOT_IMPLEMENTED' });
});

describe('a listing', () => {
  test.each(Object.entries(LISTS))(
    'of %s by pages gives each item once, in the same order [grpc.paging]',
    async (_, list) => {
      const whole = await list(root, { pageSize: 200, pageToken: '' });
      expect(whole.nextPageToken).toBe('');
      const pages: Page[] = [];
      for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
        const page: Page = await list(root, { pageSize: 2, pageToken });
        pages.push(page);
        pageToken = page.nextPageToken === '' ? undefined : page.nextPageToken;
      }
      expect(pages.map(({ ids }) => ids.length)).toEqual(
        pages.map((_page, index) => Math.min(2, whole.ids.length - index * 2)),
      );
      expect(pages.flatMap(({ ids }) => ids)).toEqual(whole.ids);
      expect(new Set(whole.ids).size).toBe(whole.ids.length);
      expect(whole.ids.length).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(Object.entries(LISTS))('of %s takes no token but its own', async (name, list) => {
    const { nextPageToken: own } = await list(root, { pageSize: 2, pageToken: '' });
    const others = Object.entries(LISTS).filter(([other]) => other !== name);
    const [, other] = others.at(name.length % others.length) ?? [name, list];
    const { nextPageToken: foreign } = await other(root, { pageSize: 2, pageToken: '' });
    for (const pageToken of ['abc', own.slice(0, -3), `${own}AA`, foreign, '\u0000', 'e30']) {
      await expect(list(root, { pageSize: 2, pageToken })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'PAGE_TOKEN_INVALID',
      });
    }
  });
});
