import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Role, Scope } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, clientsOf, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
/** Admin of the namespace `crew`. */
let ada: Clients;
/** A member of it and of nothing else. */
let max: Clients;

const opened: Clients[] = [];

const withKey = (secret: string): Clients => {
  const clients = clientsOf(core.core.address, { authorization: `Bearer ${secret}` });
  opened.push(clients);
  return clients;
};

const whoIs = async (secret: string): Promise<string> => (await withKey(secret).access.whoAmI({})).agentId;

const keyRefusal = (secret: string) => refusalOf((options) => withKey(secret).access.whoAmI({}, options));

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  await root.access.whoAmI({});
  await root.access.createNamespace({ namespace: 'crew' });
  for (const agentId of ['ada', 'max']) await root.access.createAgent({ agentId, defaultNamespace: 'crew' });
  await root.access.updateMembership({ namespace: 'crew', agentId: 'ada', role: Role.ADMIN });
  [ada, max] = [core.as('ada'), core.as('max')];
});

afterAll(async () => {
  for (const clients of opened) clients.channel.close();
  await core[Symbol.asyncDispose]();
});

describe('An API key', () => {
  test('is made for oneself, and for another agent by who has it wholly in hand [identity.api-key-create]', async () => {
    const own = await max.access.createApiKey({ description: 'laptop' });
    expect(own.apiKey).toMatchObject({
      agentId: 'max',
      scopes: [Scope.READ, Scope.WRITE],
      description: 'laptop',
      expiresAt: undefined,
      lastUsedAt: undefined,
    });
    expect(await whoIs(own.secret)).toBe('max');
    const given = await ada.access.createApiKey({ agentId: 'max', scopes: [Scope.READ, Scope.READ] });
    expect(given.apiKey?.scopes).toEqual([Scope.READ]);
    expect(await whoIs(given.secret)).toBe('max');
    const refusal = await refusalOf((options) => max.access.createApiKey({ agentId: 'ada' }, options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ACTING_FOR_OTHER_DENIED' });
    const unknown = await refusalOf((options) => root.access.createApiKey({ agentId: 'nobody' }, options));
    expect(unknown.reason).toBe('AGENT_NOT_FOUND');
  });

  test('of an agent that belongs elsewhere too is none of a namespace admin', async () => {
    await core.as('both', 'crew').access.whoAmI({});
    await core.as('both', 'shore').access.whoAmI({});
    const { apiKey, secret } = await core.as('both').access.createApiKey({});
    expect(await whoIs(secret)).toBe('both');
    const refusal = await refusalOf((options) => ada.access.createApiKey({ agentId: 'both' }, options));
    expect(refusal.reason).toBe('ACTING_FOR_OTHER_DENIED');
    const apiKeyId = apiKey?.id ?? '';
    const hidden = await refusalOf((options) => ada.access.rotateApiKey({ apiKeyId }, options));
    expect(hidden).toMatchObject({ code: 'NOT_FOUND', reason: 'API_KEY_NOT_FOUND' });
    const { apiKeys } = await ada.access.listApiKeys({ pageSize: 200 });
    expect(apiKeys.map(({ agentId }) => agentId)).not.toContain('both');
  });

  test('has a secret of tmws_ and 256 random bits, each another [identity.api-key-secret]', async () => {
    const many = 1_000;
    const answers = await Promise.all(Array.from({ length: many }, () => root.access.createApiKey({})));
    const secrets = new Set(answers.map(({ secret }) => secret));
    expect(secrets.size).toBe(many);
    for (const secret of secrets) expect(secret).toMatch(/^tmws_[\w-]{43}$/);
    const clients = [...secrets].filter((_, index) => index % 50 === 0);
    expect(new Set(await Promise.all(clients.map(whoIs)))).toEqual(new Set(['root']));
  });

  test('is shown and listed without its secret, to its agent and its admins [identity.api-key-get, identity.api-key-last-use]', async () => {
    const expiresAt = new Date('2040-01-01T00:00:00Z');
    const { apiKey, secret } = await max.access.createApiKey({ scopes: [Scope.READ], expiresAt });
    const apiKeyId = apiKey?.id ?? '';
    await withKey(secret).access.whoAmI({});
    const shown = (await max.access.getApiKey({ apiKeyId })).apiKey;
    expect(shown).toMatchObject({ agentId: 'max', scopes: [Scope.READ], expiresAt, lastUsedAt: expect.any(Date) });
    const { apiKeys } = await ada.access.listApiKeys({ agentId: 'max', pageSize: 200 });
    expect(apiKeys).toContainEqual(shown);
    expect(JSON.stringify([shown, apiKeys])).not.toContain(secret.slice(5));
    const refusal = await refusalOf((options) => core.as('eve', 'shore').access.getApiKey({ apiKeyId }, options));
    expect(refusal.reason).toBe('API_KEY_NOT_FOUND');
  });

  test('leaves its secret nowhere in the data folder, and a repeated request is answered without it [identity.api-key-hash]', async () => {
    const request = { description: 'once', requestId: '0198a3c2-7e41-4c55-9d2a-4f1b0c9e6a77' };
    const first = await max.access.createApiKey(request);
    const again = await max.access.createApiKey(request);
    expect(again).toEqual({ apiKey: first.apiKey, secret: '' });
    const files = readdirSync(core.config.dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(core.config.dataDir, name))
      .filter((path) => statSync(path).isFile());
    expect(files.some((path) => path.endsWith('tmws.db'))).toBe(true);
    for (const path of files) expect(readFileSync(path).includes(first.secret.slice(5))).toBe(false);
  });

  test('revoked, or with its agent ended, is nobody from the next call on [identity.api-key-delete, identity.agent-delete]', async () => {
    const { apiKey, secret } = await max.access.createApiKey({});
    expect(await whoIs(secret)).toBe('max');
    const revoked = await max.access.deleteApiKey({ apiKeyId: apiKey?.id ?? '' });
    expect(revoked.apiKey?.revokedAt).toBeInstanceOf(Date);
    expect(await keyRefusal(secret)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'KEY_INVALID' });
    const { apiKeys } = await max.access.listApiKeys({ pageSize: 200 });
    expect(apiKeys.map(({ id }) => id)).not.toContain(apiKey?.id);
    const ended = await max.access.listApiKeys({ pageSize: 200, includeEnded: true });
    expect(ended.apiKeys.map(({ id }) => id)).toContain(apiKey?.id);

    await root.access.createAgent({ agentId: 'brief', defaultNamespace: 'crew' });
    const brief = await ada.access.createApiKey({ agentId: 'brief' });
    expect(await whoIs(brief.secret)).toBe('brief');
    const refusal = await refusalOf((options) => max.access.deleteAgent({ agentId: 'brief' }, options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    await ada.access.deleteAgent({ agentId: 'brief' });
    expect(await keyRefusal(brief.secret)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('has other scopes and another end from the next call on [identity.api-key-update]', async () => {
    const { apiKey, secret } = await max.access.createApiKey({});
    const apiKeyId = apiKey?.id ?? '';
    const clients = withKey(secret);
    const note = (patternName: string) => ({ patternName, category: 'sailing', patternData: { description: 'x' } });
    await clients.patterns.createPattern(note('before'));
    await max.access.updateApiKey({ apiKeyId, scopes: [Scope.READ], expiresAt: new Date('2040-01-01T00:00:00Z') });
    const refusal = await refusalOf((options) => clients.patterns.createPattern(note('after'), options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' });
    const cleared = await max.access.updateApiKey({ apiKeyId, updateMask: ['expires_at'] });
    expect(cleared.apiKey).toMatchObject({ expiresAt: undefined, scopes: [Scope.READ] });
    const past = { apiKeyId, expiresAt: new Date('2001-01-01T00:00:00Z') };
    expect((await refusalOf((options) => max.access.updateApiKey(past, options))).reason).toBe('INVALID_FIELD');
    const none = { apiKeyId, updateMask: ['scopes'] };
    expect((await refusalOf((options) => max.access.updateApiKey(none, options))).reason).toBe('INVALID_FIELD');
  });

  test('gets a new secret that works while the old one still does [identity.api-key-rotation]', async () => {
    const { apiKey, secret } = await max.access.createApiKey({});
    const apiKeyId = apiKey?.id ?? '';
    const rotating = max.access.rotateApiKey({ apiKeyId, overlap: { seconds: 60, nanos: 0 } });
    const meanwhile = await Promise.all(Array.from({ length: 20 }, () => whoIs(secret)));
    expect(new Set(meanwhile)).toEqual(new Set(['max']));
    const rotated = await rotating;
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.apiKey?.oldSecretEndsAt).toBeInstanceOf(Date);
    expect(await Promise.all([secret, rotated.secret].map(whoIs))).toEqual(['max', 'max']);
    const third = await max.access.rotateApiKey({ apiKeyId, overlap: { seconds: 0, nanos: 0 } });
    expect((await keyRefusal(secret)).reason).toBe('KEY_INVALID');
    expect((await keyRefusal(rotated.secret)).code).toBe('UNAUTHENTICATED');
    expect(await whoIs(third.secret)).toBe('max');
    const long = { apiKeyId, overlap: { seconds: 31 * 86_400, nanos: 0 } };
    expect((await refusalOf((options) => max.access.rotateApiKey(long, options))).reason).toBe('INVALID_FIELD');
    await max.access.deleteApiKey({ apiKeyId });
    expect((await refusalOf((options) => max.access.rotateApiKey({ apiKeyId }, options))).reason).toBe('KEY_INVALID');
  });

  test('of scope admin is made, changed and renewed by system admins alone', async () => {
    const scopes = [Scope.ADMIN];
    const refusal = await refusalOf((options) => ada.access.createApiKey({ scopes }, options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    const { apiKey, secret } = await root.access.createApiKey({ agentId: 'ada', scopes });
    expect((await withKey(secret).access.whoAmI({})).systemAdmin).toBe(true);
    const apiKeyId = apiKey?.id ?? '';
    const rotation = await refusalOf((options) => ada.access.rotateApiKey({ apiKeyId }, options));
    expect(rotation.reason).toBe('NOT_ADMIN');
    const change = { apiKeyId, description: 'mine' };
    expect((await refusalOf((options) => ada.access.updateApiKey(change, options))).reason).toBe('NOT_ADMIN');
    await ada.access.deleteApiKey({ apiKeyId });
    expect((await keyRefusal(secret)).reason).toBe('KEY_INVALID');
  });

  test('is made to end in the future', async () => {
    const expiresAt = new Date('2001-01-01T00:00:00Z');
    const refusal = await refusalOf((options) => max.access.createApiKey({ expiresAt }, options));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'expires_at' }] });
  });
});
