import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { AccessLevel, CredentialKind, Role, Scope } from '@tmws/contract';
import { createChannel, createClientFactory } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveKey } from './testing/give-key.ts';
import { refusalOf } from './testing/refusal-of.ts';
import { type Clients, clientsOf, startTestCore, type TestCore } from './testing/start-test-core.ts';

/** A reflection request, `list_services: "*"`, in bytes. */
const LIST_SERVICES = Buffer.from([(7 << 3) | 2, 1, '*'.charCodeAt(0)]);

let core: TestCore;
let tcpAddress: string;
const opened: Clients[] = [];

/** Clients over TCP that send this metadata. */
const overTcp = (metadata: Readonly<Record<string, string>>): Clients => {
  const clients = clientsOf(tcpAddress, metadata);
  opened.push(clients);
  return clients;
};

const withKey = (secret: string, more: Readonly<Record<string, string>> = {}): Clients =>
  overTcp({ authorization: `Bearer ${secret}`, ...more });

const whoAmI = (clients: Clients) => refusalOf((options) => clients.access.whoAmI({}, options));

beforeAll(async () => {
  core = await startTestCore({ TMWS_LISTEN: '127.0.0.1:0' });
  tcpAddress = core.core.tcpAddress ?? '';
  await core.as('root').access.whoAmI({});
  await core.as('ann', 'team-a').access.whoAmI({});
  await core.as('ann', 'team-b').access.whoAmI({});
  await core.as('bob', 'team-b').access.whoAmI({});
});

afterAll(async () => {
  for (const clients of opened) clients.channel.close();
  await core[Symbol.asyncDispose]();
});

describe('A core that listens on TCP', () => {
  test('serves whoever has a key, as the agent of the key [grpc.listen]', async () => {
    const ann = withKey(giveKey(core, { agentId: 'ann', scopes: ['read', 'write'] }));
    expect(await ann.access.whoAmI({})).toMatchObject({
      agentId: 'ann',
      namespace: 'team-a',
      memberships: [{ namespace: 'team-a' }, { namespace: 'team-b' }],
      scopes: [Scope.READ, Scope.WRITE],
      systemAdmin: false,
      credential: CredentialKind.API_KEY,
      apiKeyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const created = await ann.patterns.createPattern({ patternName: 'over-tcp', category: 'c', patternData: { a: 1 } });
    expect(created.pattern).toMatchObject({ agentId: 'ann', namespace: 'team-a' });
  });

  test('refuses every call without a valid key, whatever else it says, and provisions nobody [identity.tcp-requires-credentials, identity.provisioning]', async () => {
    const missing = { code: 'UNAUTHENTICATED', reason: 'CREDENTIALS_MISSING' };
    const invalid = { code: 'UNAUTHENTICATED', reason: 'KEY_INVALID' };
    expect(await whoAmI(overTcp({}))).toMatchObject(missing);
    expect(await whoAmI(overTcp({ 'x-tmws-agent': 'ann' }))).toMatchObject(missing);
    expect(await whoAmI(overTcp({ 'x-tmws-agent': 'new-agent', 'x-tmws-namespace': 'new-team' }))).toMatchObject(
      missing,
    );
    for (const authorization of ['Bearer tmws_made-up', 'Bearer', 'Bearer a b', 'Basic YW5uOmFubg==', '']) {
      expect(await whoAmI(overTcp({ authorization, 'x-tmws-agent': 'ann' }))).toMatchObject(invalid);
    }
    const refusal = await refusalOf((options) => overTcp({}).patterns.createPattern({ patternName: '' }, options));
    expect(refusal).toMatchObject(missing);
    expect(refusal.message).toContain('TMWS_API_KEY');
    // The first call as these would have made them.
    const secret = giveKey(core, { agentId: 'ann', scopes: ['read', 'write'] });
    expect(await whoAmI(withKey(secret, { 'x-tmws-namespace': 'new-team' }))).toMatchObject({ reason: 'NOT_A_MEMBER' });
    const { memberships } = await withKey(secret, { 'x-tmws-agent': 'new-agent' }).access.whoAmI({});
    expect(memberships.map(({ namespace }) => namespace)).toEqual(['team-a', 'team-b']);
  });

  test('a key that has expired, or was revoked a moment ago, is nobody’s [identity.api-key-ends]', async () => {
    const ended = { code: 'UNAUTHENTICATED', reason: 'KEY_INVALID' };
    const past = giveKey(core, { agentId: 'ann', scopes: ['read'], expiresAt: new Date(Date.now() - 1) });
    expect(await whoAmI(withKey(past))).toMatchObject(ended);
    const { secret, apiKey } = await core.as('ann').access.createApiKey({});
    const ann = withKey(secret);
    expect((await ann.access.whoAmI({})).agentId).toBe('ann');
    await core.as('ann').access.deleteApiKey({ apiKeyId: apiKey?.id ?? '' });
    expect(await whoAmI(ann)).toMatchObject(ended);
  });

  test('a namespace that an agent was taken out of is closed to its key from the next call on', async () => {
    const root = core.as('root');
    await root.access.createNamespace({ namespace: 'crew' });
    await root.access.createMembership({ namespace: 'crew', agentId: 'bob' });
    const bob = withKey(giveKey(core, { agentId: 'bob', scopes: ['read', 'write'] }));
    const team = { patternName: 'of-the-crew', category: 'c', patternData: { a: 1 }, namespace: 'crew' };
    const { pattern } = await root.patterns.createPattern({ ...team, accessLevel: AccessLevel.TEAM });
    const asked = { patternId: pattern?.id ?? '' };
    expect((await bob.patterns.getPattern(asked)).pattern?.patternName).toBe('of-the-crew');
    await root.access.deleteMembership({ namespace: 'crew', agentId: 'bob' });
    expect(await refusalOf((options) => bob.patterns.getPattern(asked, options))).toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
    });
  });

  test('answers health without a key, and nothing else that it is asked [grpc.health-no-key]', async () => {
    const channel = createChannel(tcpAddress, credentials.createInsecure());
    const health = createClientFactory().create(HealthDefinition, channel);
    expect(await health.check({ service: '' })).toEqual({ status: 1 });
    channel.close();
    const client = new Client(tcpAddress, credentials.createInsecure());
    const reflect = (metadata: Metadata): Promise<Buffer> => {
      const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
      const same = (bytes: Buffer): Buffer => bytes;
      const call = client.makeBidiStreamRequest<Buffer, Buffer>(path, same, same, metadata);
      call.write(LIST_SERVICES);
      return new Promise((resolve, reject) => call.on('data', resolve).on('error', reject));
    };
    await expect(reflect(new Metadata())).rejects.toThrow('UNAUTHENTICATED');
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${giveKey(core, { agentId: 'ann', scopes: ['read'] })}`);
    expect((await reflect(metadata)).toString('latin1')).toContain('tmws.learning.v1.PatternService');
    client.close();
  });

  test('an agent of several namespaces chooses with x-tmws-namespace among them', async () => {
    const secret = giveKey(core, { agentId: 'ann', scopes: ['read', 'write'] });
    const created = await withKey(secret, { 'x-tmws-namespace': 'team-b' }).patterns.createPattern({
      patternName: 'in-b',
      category: 'c',
      patternData: { a: 1 },
    });
    expect(created.pattern?.namespace).toBe('team-b');
  });
});

describe('What a key allows', () => {
  const pattern = (patternName: string) => ({ patternName, category: 'c', patternData: { a: 1 } });

  test('is its scopes and no more [identity.api-key-scopes]', async () => {
    const reader = withKey(giveKey(core, { agentId: 'ann', scopes: ['read'] }));
    const writer = withKey(giveKey(core, { agentId: 'ann', scopes: ['write'] }));
    await reader.patterns.listPatterns({});
    expect(await refusalOf((options) => reader.patterns.createPattern(pattern('no'), options))).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'SCOPE_MISSING',
      metadata: { rpc: 'CreatePattern', scope: 'write', scopes: 'read' },
    });
    await writer.patterns.createPattern(pattern('written'));
    expect(await refusalOf((options) => writer.patterns.listPatterns({}, options))).toMatchObject({
      reason: 'SCOPE_MISSING',
      metadata: { scope: 'read' },
    });
    for (const clients of [reader, writer]) expect((await clients.access.whoAmI({})).agentId).toBe('ann');
    const backup = await refusalOf((options) => writer.admin.createBackup({}, options));
    expect(backup).toMatchObject({ reason: 'SCOPE_MISSING', metadata: { scope: 'admin' } });
  });

  test('makes a system admin by the scope admin, and by no other, whoever the agent is [identity.system-admin-key]', async () => {
    const systemPattern = (patternName: string) => ({ ...pattern(patternName), accessLevel: AccessLevel.SYSTEM });
    const admin = withKey(giveKey(core, { agentId: 'bob', scopes: ['admin'] }));
    expect((await admin.access.whoAmI({})).systemAdmin).toBe(true);
    const made = await admin.patterns.createPattern(systemPattern('by-admin-key'));
    expect(made.pattern?.agentId).toBe('system');
    // Over the socket root is a system admin; this key of its says otherwise.
    for (const agentId of ['bob', 'root']) {
      const writer = withKey(giveKey(core, { agentId, scopes: ['read', 'write'] }));
      const refusal = await refusalOf((options) => writer.patterns.createPattern(systemPattern('no'), options));
      expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    }
  });
});

describe('A key over the socket', () => {
  test('decides who calls, whatever agent is named beside it [identity.socket-token]', async () => {
    const secret = giveKey(core, { agentId: 'ann', scopes: ['read'] });
    using clients = clientsOf(core.core.address, { authorization: `bearer ${secret}`, 'x-tmws-agent': 'bob' });
    expect(await clients.access.whoAmI({})).toMatchObject({
      agentId: 'ann',
      scopes: [Scope.READ],
      credential: CredentialKind.API_KEY,
    });
    using madeUp = clientsOf(core.core.address, { authorization: 'Bearer tmws_made-up', 'x-tmws-agent': 'root' });
    expect(await whoAmI(madeUp)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'KEY_INVALID' });
  });
});

describe('WhoAmI', () => {
  test('tells of the caller over the socket, with a key, and as an admin [identity.whoami]', async () => {
    expect(await core.as('bob').access.whoAmI({})).toMatchObject({
      agentId: 'bob',
      namespace: 'team-b',
      memberships: [{ namespace: 'team-b', agentId: 'bob', role: Role.MEMBER }],
      scopes: [Scope.READ, Scope.WRITE],
      systemAdmin: false,
      credential: CredentialKind.SOCKET,
      apiKeyId: undefined,
    });
    const { secret, apiKey } = await core.as('bob').access.createApiKey({ scopes: [Scope.READ] });
    expect(await withKey(secret).access.whoAmI({})).toMatchObject({
      agentId: 'bob',
      scopes: [Scope.READ],
      credential: CredentialKind.API_KEY,
      apiKeyId: apiKey?.id,
    });
    const root = core.as('root');
    await root.access.createNamespace({ namespace: 'administered' });
    const admin = await root.access.whoAmI({});
    expect(admin).toMatchObject({ systemAdmin: true, scopes: [Scope.READ, Scope.WRITE, Scope.ADMIN] });
    expect(admin.memberships).toContainEqual(expect.objectContaining({ namespace: 'administered', role: Role.ADMIN }));
  });
});
