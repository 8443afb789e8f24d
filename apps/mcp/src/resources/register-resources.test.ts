import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { type StandInPatterns, startStandInPatterns } from '../testing/stand-in-patterns.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const ID = '01a2108b-47ac-735a-be26-923386cad773';
const URI = `tmws://pattern/${ID}`;

describe('the resources of a session', () => {
  let workplace: Workplace;
  let core: StandInPatterns;
  let server: InProcessClient;
  let updated: string[];
  let lists: number;

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInPatterns(workplace.socket);
    server = await connectInProcess(workplace.environment);
    updated = [];
    lists = 0;
    server.client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      updated.push(params.uri);
    });
    server.client.setNotificationHandler('notifications/resources/list_changed', () => {
      lists += 1;
    });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('open one stream of changes, with the first list, and end it with the session', async () => {
    await server.client.listTools();
    await server.client.listPrompts();
    expect(core.watches).toHaveLength(0);
    await server.client.listResources();
    await server.client.listResources();
    await server.client.subscribeResource({ uri: URI });
    expect(core.watches).toHaveLength(1);
    expect(core.streams()).toBe(1);
    await server.client.close();
    await vi.waitUntil(() => core.streams() === 0);
  });

  test('are told of to those that subscribed, until they do no more', async () => {
    await server.client.subscribeResource({ uri: URI });
    core.tell('another', 'one');
    core.tell(ID, 'two');
    await vi.waitUntil(() => updated.length > 0);
    expect(updated).toEqual([URI]);
    expect(lists).toBe(0);
    await server.client.unsubscribeResource({ uri: URI });
    await server.client.listResources();
    core.tell(ID, 'three');
    await vi.waitUntil(() => lists > 0);
    expect(updated).toEqual([URI]);
  });

  test('are watched on after what was told last when the core starts again', async () => {
    await server.client.subscribeResource({ uri: URI });
    core.tell(ID, 'told last');
    await vi.waitUntil(() => updated.length === 1);
    core.break();
    await vi.waitUntil(() => core.streams() === 1 && core.watches.length === 2, { timeout: 10_000 });
    expect(core.watches.map(({ resumeToken }) => resumeToken)).toEqual(['', 'told last']);
    core.tell(ID, 'later');
    await vi.waitUntil(() => updated.length === 2);
  });

  test('all count as changed when the core has forgotten what was told last', async () => {
    await server.client.subscribeResource({ uri: URI });
    core.forgets = true;
    core.break();
    await vi.waitUntil(() => updated.length === 1, { timeout: 10_000 });
    await vi.waitUntil(() => core.streams() === 1, { timeout: 10_000 });
    expect(core.watches.at(-1)?.resumeToken).toBe('');
  });

  test('are refused with reason and remedy where no core is', async () => {
    await core[Symbol.asyncDispose]();
    await using other = await connectInProcess(workplace.environment);
    for (const call of [other.client.listResources(), other.client.readResource({ uri: URI })]) {
      await expect(call).rejects.toMatchObject({
        code: -32603,
        message: expect.stringContaining('The core of tmws cannot be reached.'),
        data: { reason: 'CORE_UNREACHABLE' },
      });
    }
  });

  test('of other URIs are not found', async () => {
    const read = server.client.readResource({ uri: 'tmws://elsewhere/1' });
    await expect(read).rejects.toMatchObject({ code: -32602, data: { uri: 'tmws://elsewhere/1' } });
  });
});
