import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createFileRegistry, type DescMessage, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { AccessLevel, CalibrationState, CredentialKind, EmbedderState, IndexState, Role, Scope } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STRUCT_FIELDS } from '../messages/struct-fields.ts';
import { collect } from '../testing/collect.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, clientsOf, startTestCore, type TestCore } from '../testing/start-test-core.ts';
import { waitUntil } from '../testing/wait-until.ts';

let core: TestCore;
let ann: Clients;

const learn = async (clients: Clients, patternName: string, patternContent: string): Promise<string> => {
  const { patternId } = await clients.learning.learnPattern({
    patternName,
    patternContent,
    category: 'testing',
    accessLevel: AccessLevel.TEAM,
  });
  return patternId;
};

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  await waitUntil(async () => (await ann.admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

describe('LearnPattern and ApplyPattern', () => {
  test('what was learned is applied to a task that fits it [mcp.learn.vector-dimensions, mcp.apply.response, mcp.apply.guidance]', async () => {
    const learned = await ann.learning.learnPattern({
      patternName: 'blue-green-deploy',
      patternContent: '# Deploy without downtime\n\nStart the new version beside the old one, then switch the traffic.',
      category: 'operations',
      examples: ['Switch the load balancer'],
      metadata: { description: 'Release a web service without downtime.' },
    });
    expect(learned).toMatchObject({ examplesCount: 1, vectorDimensions: 384, confidence: 0.8, version: '1.0.0' });
    expect(learned.message).toContain("Pattern 'blue-green-deploy' learned successfully");
    const applied = await ann.learning.applyPattern({
      patternQuery: 'release a web service without downtime',
      context: 'We have a load balancer.',
    });
    expect(applied).toMatchObject({ found: true, degraded: false });
    expect(applied.patternCount).toBe(applied.patterns.length);
    expect(applied.patterns[0]).toMatchObject({ patternId: learned.patternId, part: 1, contentTruncated: false });
    expect(applied.patterns[0]?.content).toContain('Start the new version');
    expect(applied.patterns[0]?.examples).toEqual(['Switch the load balancer']);
    expect(applied.applicationGuidance).toMatchObject({
      recommendedPatternId: learned.patternId,
      confidenceThreshold: 0.7,
    });
    expect(applied.applicationGuidance?.nextStep).not.toBe('');
    expect(applied.applicationId).not.toBe('');
  });

  test('a task that nothing fits is told so', async () => {
    const applied = await ann.learning.applyPattern({
      patternQuery: 'knit a woollen hat for winter',
      minSimilarity: 0.98,
    });
    expect(applied).toMatchObject({ found: false, patterns: [], applicationId: '' });
    expect(applied.applicationGuidance?.recommendedPatternId).toBeUndefined();
  });

  test('a request without a query is refused by field', async () => {
    const refusal = await refusalOf((options) => ann.learning.applyPattern({ patternQuery: ' ' }, options));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'pattern_query' }] });
  });
});

describe('RecordUsage', () => {
  test('counts a use and answers with the new counters [usage.record, usage.owner-team-apart]', async () => {
    const patternId = await learn(ann, 'counted', 'Count what is used.');
    const { usage, pattern } = await core.as('bob').usage.recordUsage({
      patternId,
      success: true,
      executionTime: 1.5,
      contextData: { where: 'in a test' },
    });
    expect(usage).toMatchObject({ patternId, agentId: 'bob', success: true, executionTime: 1.5 });
    expect(usage?.contextData).toEqual({ where: 'in a test' });
    expect(pattern).toMatchObject({
      usageCount: 1,
      successRate: 1,
      teamUsageCount: 1,
      ownerUsageCount: 0,
      avgExecutionTime: 1.5,
    });
    expect(pattern?.patternData).toBeUndefined();
  });

  test('refuses an unknown pattern, a negative time and another agent', async () => {
    const patternId = await learn(ann, 'refusing', 'Refuse what is wrong.');
    const bob = core.as('bob');
    const wrong = [{ patternId: 'unknown' }, { patternId, executionTime: -1 }, { patternId, usingAgentId: 'ann' }];
    const refusals = await Promise.all(
      wrong.map((request) => refusalOf((options) => bob.usage.recordUsage(request, options))),
    );
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'PATTERN_NOT_FOUND',
      'INVALID_FIELD',
      'ACTING_FOR_OTHER_DENIED',
    ]);
  });
});

describe('WhoAmI', () => {
  test('names the agent of the metadata, with its namespaces and rights', async () => {
    const first = await ann.access.whoAmI({});
    expect(first).toMatchObject({ agentId: 'ann', namespace: 'default', systemAdmin: true });
    expect(first).toMatchObject({ credential: CredentialKind.SOCKET, scopes: [Scope.READ, Scope.WRITE, Scope.ADMIN] });
    const elsewhere = await core.as('carol', 'elsewhere').access.whoAmI({});
    expect(elsewhere).toMatchObject({ agentId: 'carol', namespace: 'elsewhere', systemAdmin: false });
    expect(elsewhere.memberships).toMatchObject([{ namespace: 'elsewhere', agentId: 'carol', role: Role.MEMBER }]);
  });

  test('knows at once of a namespace that an agent joined by another call', async () => {
    const dave = core.as('dave');
    await dave.access.whoAmI({});
    await core.as('dave', 'joined').access.whoAmI({});
    expect((await dave.access.whoAmI({})).memberships.map(({ namespace }) => namespace)).toEqual(['default', 'joined']);
  });

  test('takes the user of the core for a caller that names nobody', async () => {
    using nobody = clientsOf(core.core.address);
    expect((await nobody.access.whoAmI({})).agentId).toBe('default-agent');
  });

  test('refuses a name that is no slug, and an API key, since there are none yet', async () => {
    const slug = await refusalOf((options) => core.as('no slug').access.whoAmI({}, options));
    expect(slug).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'x-tmws-agent' }] });
    using withKey = clientsOf(core.core.address, { authorization: 'Bearer tmws_x' });
    const key = await refusalOf((options) => withKey.access.whoAmI({}, options));
    expect(key).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'KEY_INVALID' });
  });
});

describe('GetStatus', () => {
  test('tells how the core does [grpc.status]', async () => {
    await learn(ann, 'for-the-status', 'Something to count.');
    const status = await ann.admin.getStatus({});
    expect(status).toMatchObject({
      version: '0.1.0',
      dataDir: core.config.dataDir,
      address: core.core.address,
      degraded: false,
      degradedReasons: [],
      processId: process.pid,
      nodeVersion: process.versions.node,
      index: { state: IndexState.READY, pendingWrites: 0 },
      embedder: {
        name: 'multilingual-e5-small',
        dimensions: 384,
        calibration: {
          state: CalibrationState.CALIBRATED,
          slope: expect.any(Number),
          intercept: expect.any(Number),
          duplicate: expect.any(Number),
        },
        active: true,
        reason: '',
      },
    });
    expect(status.uptime).toBeGreaterThan(0);
    expect(status.patternCount).toBeGreaterThan(0);
    expect(status.patternCount).toBe((await ann.patterns.listPatterns({ pageSize: 200 })).patterns.length);
    expect(status.index?.rows).toBe(status.patternCount);
  });
});

describe('Reindex', () => {
  test('makes the index anew and says when it is done', async () => {
    const before = (await ann.admin.getStatus({})).index?.generation ?? 0;
    const reports = await collect(ann.admin.reindex({}));
    const last = reports.at(-1);
    expect(last).toMatchObject({ state: IndexState.READY, done: last?.total });
    expect((await ann.admin.getStatus({})).index?.generation).toBe(before + 1);
  });

  test('is for system admins', async () => {
    const refusal = await refusalOf((options) => collect(core.as('bob').admin.reindex({}, options)));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
  });
});

describe('An rpc that is not built', () => {
  test('answers with its name and what to use meanwhile', async () => {
    const refusal = await refusalOf((options) => ann.admin.verifyBackup({}, options));
    expect(refusal).toMatchObject({
      code: 'UNIMPLEMENTED',
      reason: 'NOT_IMPLEMENTED',
      metadata: { rpc: 'VerifyBackup' },
    });
    expect(refusal.message).toBe(
      'VerifyBackup is part of the contract and not built yet in this version of the core. There is nothing in its place yet.',
    );
  });

  test('answers a stream in the same way', async () => {
    const exported = await refusalOf((options) => collect(ann.admin.exportAudit({}, options)));
    expect([exported.code, exported.reason, exported.metadata.rpc]).toEqual([
      'UNIMPLEMENTED',
      'NOT_IMPLEMENTED',
      'ExportAudit',
    ]);
  });
});

describe('The JSON objects of requests', () => {
  const registry = createFileRegistry(
    fromBinary(
      FileDescriptorSetSchema,
      readFileSync(createRequire(import.meta.url).resolve('@tmws/contract/descriptor/tmws.binpb')),
    ),
  );
  /** A bad item of a batch must not refuse the others: the engine looks at each. */
  const UNGUARDED = ['BatchCreatePatterns'];

  /** Every field below a message that is a Struct, as a path of numbers. */
  const structPaths = (message: DescMessage, path: readonly number[] = []): readonly (readonly number[])[] =>
    message.fields.flatMap((field) => {
      if (field.message === undefined || path.length > 5) return [];
      const here = [...path, field.number];
      return field.message.typeName === 'google.protobuf.Struct' ? [here] : structPaths(field.message, here);
    });

  test('are all known to the guard of the decoders', () => {
    const services = [...registry].filter((type) => type.kind === 'service');
    const methods = services.flatMap(({ methods: all }) => all).filter(({ name }) => !UNGUARDED.includes(name));
    const found = methods.flatMap((method) =>
      structPaths(method.input).map((path) => [`/${method.parent.typeName}/${method.name}`, path]),
    );
    const guarded = Object.entries(STRUCT_FIELDS).flatMap(([path, fields]) =>
      fields.map((steps) => [path, steps.map(({ number }) => number)]),
    );
    const inOrder = (paths: readonly unknown[]) => paths.map((path) => JSON.stringify(path)).toSorted();
    expect(inOrder(guarded)).toEqual(inOrder(found));
  });
});
