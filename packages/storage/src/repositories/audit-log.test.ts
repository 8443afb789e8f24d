import { join } from 'node:path';
import type { AuditEntry } from '@tmws/engine';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const entry = (number: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  at: new Date(Date.UTC(2026, 0, number)),
  agentId: 'ann',
  actingFor: undefined,
  action: 'UpdatePattern',
  targetKind: 'pattern',
  targetId: `pattern-${number}`,
  namespace: 'crew',
  detail: { number },
  ...changes,
});

const withEntries = async () => {
  const stored = await temporaryStorage();
  await stored.storage.write(async (store) => {
    for (const number of [1, 2, 3, 4]) await store.audit.append(entry(number));
  });
  return stored;
};

/** Changes the file as somebody would who does not ask the core. */
const tamper = (folder: string, statement: string): void => {
  const native = new SqliteDatabase(join(folder, 'tmws.db'));
  native.exec(statement);
  native.close();
};

describe('The audit log', () => {
  test('is whole as it was written', async () => {
    await using stored = await withEntries();
    const verdict = await stored.storage.read((store) => store.audit.verify());
    expect(verdict).toEqual({ checkedCount: 4, firstSequence: 1, fault: undefined });
  });

  test('of nobody who did anything is whole too', async () => {
    await using stored = await temporaryStorage();
    const verdict = await stored.storage.read((store) => store.audit.verify());
    expect(verdict).toEqual({ checkedCount: 0, firstSequence: 0, fault: undefined });
  });

  test.each([
    ['changed', `update audit set agent_id = 'bob' where sequence = 2`, 2],
    ['changed', `update audit set detail = '{"number":9}' where sequence = 3`, 3],
    ['removed', 'delete from audit where sequence = 2', 3],
    ['removed', 'delete from audit where sequence = 1', 2],
    ['inserted', `update audit set previous_hash = 'x' || previous_hash where sequence = 4`, 4],
  ] as const)('shows what was %s by %s [security.audit-chain]', async (_kind, statement, sequence) => {
    await using stored = await withEntries();
    tamper(stored.folder, statement);
    const verdict = await stored.storage.read((store) => store.audit.verify());
    expect(verdict.fault?.sequence).toBe(sequence);
  });

  test('lists the newest first, by every filter, and goes on before an entry [security.audit-list]', async () => {
    await using stored = await withEntries();
    await stored.storage.write((store) =>
      store.audit.append(
        entry(5, { agentId: 'bob', action: 'DeleteAgent', targetKind: 'agent', namespace: undefined }),
      ),
    );
    const all = {
      namespaces: undefined,
      since: undefined,
      until: undefined,
      agentId: undefined,
      action: undefined,
      patternId: undefined,
      before: undefined,
      limit: 10,
    };
    const list = async (query: Partial<typeof all> | Readonly<Record<string, unknown>>): Promise<readonly number[]> =>
      (await stored.storage.read((store) => store.audit.list({ ...all, ...query }))).map(({ sequence }) => sequence);
    expect(await list({})).toEqual([5, 4, 3, 2, 1]);
    expect(await list({ namespaces: ['crew'], limit: 2 })).toEqual([4, 3]);
    expect(await list({ before: 3 })).toEqual([2, 1]);
    expect(await list({ since: new Date(Date.UTC(2026, 0, 2)), until: new Date(Date.UTC(2026, 0, 4)) })).toEqual([
      3, 2,
    ]);
    expect(await list({ agentId: 'bob' })).toEqual([5]);
    expect(await list({ action: 'DeleteAgent' })).toEqual([5]);
    expect(await list({ patternId: 'pattern-5' })).toEqual([]);
    expect(await list({ patternId: 'pattern-3' })).toEqual([3]);
  });
});
