import { describe, expect, test } from 'vitest';
import { createSqliteStorage } from '../sqlite-storage.ts';
import { storageOptions, temporaryFolder } from '../testing/temporary-storage.ts';

describe('Provisioning', () => {
  test('makes the first agent of a folder its system admin, and no other [identity.system-admin-first]', async () => {
    using folder = temporaryFolder();
    const storage = await createSqliteStorage(storageOptions(folder.path));
    const provision = (agent: string, namespace: string) =>
      storage.write((store) => store.identity.provision(agent, namespace));
    const find = (agent: string) => storage.read((store) => store.identity.findAgent(agent));
    expect(await find('first')).toBeUndefined();
    await provision('first', 'project');
    await provision('second', 'default');
    expect(await find('first')).toEqual({ agentId: 'first', defaultNamespace: 'project', systemAdmin: true });
    expect(await find('second')).toEqual({ agentId: 'second', defaultNamespace: 'default', systemAdmin: false });
    await storage.close();
  });

  test('adds what is missing and keeps the rest', async () => {
    using folder = temporaryFolder();
    const storage = await createSqliteStorage(storageOptions(folder.path));
    for (const namespace of ['b', 'a', 'b']) {
      await storage.write((store) => store.identity.provision('alice', namespace));
    }
    expect(await storage.read((store) => store.identity.memberships('alice'))).toEqual([
      { namespace: 'a', role: 'member' },
      { namespace: 'b', role: 'member' },
    ]);
    expect((await storage.read((store) => store.identity.findAgent('alice')))?.defaultNamespace).toBe('b');
    expect(await storage.read((store) => store.identity.memberships('nobody'))).toEqual([]);
    await storage.close();
  });
});
