import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const insertFinding = (folder: string, finding: { id: string; patternId: string; revision: number; kind: string }) => {
  const native = new SqliteDatabase(join(folder, 'tmws.db'));
  native
    .prepare(
      `insert into findings (id, pattern_id, revision, kind, code, severity, file, line, text, done, created_at)
       values (?, ?, ?, ?, 'secret.key', 'error', 'SKILL.md', 3, 'A key was found.', 'Stored as DRAFT.', 1)`,
    )
    .run(finding.id, finding.patternId, finding.revision, finding.kind);
  native.close();
};

test('what the scan found on a revision is told, and is open until its owner lets it pass', async () => {
  await using opened = await temporaryStorage();
  const { storage, folder } = opened;
  const { id: patternId } = samplePattern();
  await storage.write((store) => store.patterns.insert(samplePattern({ id: patternId })));
  insertFinding(folder, { id: 'f-1', patternId, revision: 1, kind: 'scan' });
  insertFinding(folder, { id: 'f-2', patternId, revision: 1, kind: 'scan' });
  insertFinding(folder, { id: 'f-3', patternId, revision: 1, kind: 'import' });
  insertFinding(folder, { id: 'f-4', patternId, revision: 2, kind: 'scan' });
  const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
  const scanned = await storage.read((store) => store.findings.scanned(patternId, 1));
  expect(ids(scanned)).toEqual(['f-1', 'f-2']);
  expect(scanned[0]).toMatchObject({
    code: 'secret.key',
    ruleId: 'secret.key',
    severity: 'error',
    file: 'SKILL.md',
    line: 3,
    pending: false,
  });
  await storage.write((store) => store.findings.approve(['f-1'], { agentId: 'alice', at: new Date(5) }));
  expect(ids(await storage.read((store) => store.findings.open(patternId, 1)))).toEqual(['f-2']);
  expect(ids(await storage.read((store) => store.findings.scanned(patternId, 1)))).toEqual(['f-1', 'f-2']);
});
