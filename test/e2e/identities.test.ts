import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
});

afterAll(() => home[Symbol.asyncDispose]());

const json = async (...line: readonly string[]) => JSON.parse((await home.tmws(...line, '--json')).stdout);

const exitOf = async (...line: readonly string[]): Promise<number | null> => (await home.tmws(...line)).status;

const createPattern = (name: string, ...more: readonly string[]) =>
  json('pattern', 'create', '--name', name, '--category', 'sailing', '--data', '{"description":"How to."}', ...more);

describe('tmws agent, namespace and member', () => {
  test('create, list, show, update and delete, and a new member reads what the team shares [cli.members]', async () => {
    expect((await json('whoami')).system_admin).toBe(true);
    expect(await json('namespace', 'create', 'crew', '--description', 'Sails')).toMatchObject({
      namespace: { namespace: 'crew', description: 'Sails', member_count: 1 },
    });
    expect(await json('agent', 'create', 'max', '--description', 'Mate')).toMatchObject({
      agent: { agent_id: 'max', default_namespace: 'default' },
    });
    const { pattern } = await createPattern('knots', '--namespace', 'crew', '--access-level', 'team');
    const asMax = ['pattern', 'show', pattern.id, '--agent', 'max'];
    expect(await exitOf(...asMax)).toBe(3);
    expect(await json('member', 'create', 'crew', 'max')).toMatchObject({ membership: { role: 'member' } });
    expect(await exitOf(...asMax)).toBe(0);
    expect((await home.tmws('member', 'list', '--in', 'crew')).stdout).toMatch(/crew +max +member/);
    expect(await json('member', 'update', 'crew', 'max', '--role', 'admin')).toMatchObject({
      membership: { role: 'admin' },
    });
    expect((await home.tmws('member', 'show', 'crew', 'max')).stdout).toMatch(/crew +max +admin/);
    expect((await home.tmws('agent', 'show', 'max')).stdout).toContain('crew (admin), default (member)');
    expect((await home.tmws('agent', 'list')).stdout).toContain('Mate');
    await json('agent', 'update', 'max', '--description', 'Captain');
    await json('namespace', 'update', 'crew', '--description', 'Races');
    expect((await home.tmws('namespace', 'show', 'crew')).stdout).toMatch(/Races\nmembers +2\npatterns +1/);
    expect((await home.tmws('namespace', 'list')).stdout).toMatch(/crew +2 +1 +Races/);
    expect(await exitOf('member', 'delete', 'crew', 'max')).toBe(2);
    expect(await exitOf('member', 'delete', 'crew', 'max', '--yes')).toBe(0);
    expect(await exitOf(...asMax)).toBe(3);
    expect(await exitOf('namespace', 'delete', 'crew', '--yes')).toBe(4);
    expect(await json('namespace', 'delete', 'crew', '--with-patterns', '--yes')).toEqual({
      deleted_pattern_count: 1,
    });
    expect(await exitOf('namespace', 'show', 'crew')).toBe(3);
    expect(await exitOf('agent', 'delete', 'max', '--yes')).toBe(0);
    expect(await exitOf('agent', 'show', 'max')).toBe(3);
  });
});

describe('tmws key', () => {
  test('creates, shows, lists, updates, rotates and revokes keys that work [cli.keys]', async () => {
    await json('agent', 'create', 'bot');
    const whoIs = async (secret: string) => (await home.tmws('whoami', '--json', '--api-key', secret)).stdout;
    const made = await home.tmws('key', 'create', '--for', 'bot', '--description', 'CI', '--json');
    expect(made.stderr).toContain('shown this once');
    const { api_key: key, secret } = JSON.parse(made.stdout);
    expect(JSON.parse(await whoIs(secret))).toMatchObject({ agent_id: 'bot', api_key_id: key.id });
    const [shown, listed] = [await home.tmws('key', 'show', key.id), await home.tmws('key', 'list')];
    expect(shown.stdout).toContain('CI');
    expect(listed.stdout).toContain(key.id);
    expect(shown.stdout + listed.stdout).not.toContain(secret.slice(5));
    expect(await json('key', 'update', key.id, '--scope', 'read')).toMatchObject({ api_key: { scopes: ['read'] } });
    const refused = ['pattern', 'create', '--name', 'x', '--category', 'y', '--data', '{}', '--api-key', secret];
    expect(await exitOf(...refused)).toBe(5);
    const rotated = await json('key', 'rotate', key.id, '--overlap', '0');
    expect(JSON.parse(await whoIs(rotated.secret))).toMatchObject({ agent_id: 'bot', scopes: ['read'] });
    expect(await exitOf('whoami', '--api-key', secret)).toBe(5);
    expect(await exitOf('key', 'revoke', key.id)).toBe(2);
    expect(await exitOf('key', 'revoke', key.id, '--yes')).toBe(0);
    expect(await exitOf('whoami', '--api-key', rotated.secret)).toBe(5);
  });
});

describe('tmws pattern transfer', () => {
  test('gives a pattern to another agent, for admins [cli.pattern-transfer]', async () => {
    await json('agent', 'create', 'heir');
    await json('agent', 'create', 'guest');
    await createPattern('mooring', '--access-level', 'team');
    expect(await exitOf('pattern', 'transfer', 'mooring', 'guest', '--agent', 'guest')).toBe(5);
    const { stdout } = await home.tmws('pattern', 'transfer', 'mooring', 'heir', '--reason', 'Ann left');
    expect(stdout).toMatch(/^mooring went from \S+ to heir/);
    expect(await json('pattern', 'show', 'mooring')).toMatchObject({ pattern: { agent_id: 'heir' } });
  });
});

describe('tmws audit', () => {
  test('lists what admins did, and verifies that it is as it was written [cli.audit]', async () => {
    await json('agent', 'create', 'hidden');
    const { pattern } = await createPattern('stowed', '--agent', 'hidden');
    await home.client().then(({ patterns }) => patterns.getPattern({ patternId: pattern.id, asAdmin: true }));
    expect((await home.tmws('audit', 'list', '--action', 'GetPattern')).stdout).toMatch(
      new RegExp(`GetPattern as admin +${pattern.id}`),
    );
    const verified = await home.tmws('audit', 'verify');
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining('The audit log is whole')]);
    expect(await exitOf('audit', 'verify', '--agent', 'hidden')).toBe(5);
    expect(await exitOf('audit', 'list', '--agent', 'hidden')).toBe(5);
  });
});
