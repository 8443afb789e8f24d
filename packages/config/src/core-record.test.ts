import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCoreRecord, removeCoreRecord, writeCoreRecord } from './core-record.ts';

describe('the record of a running core', () => {
  const startedAt = '2026-11-24T00:00:00.000Z';
  const record = { address: 'unix:/run/a.sock', pid: 42, version: '0.1.0', startedAt, idleExit: '15m' };
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tmws-record-'));
    path = join(folder, 'core.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is read as it was written, for this user alone, and leaves no draft behind', () => {
    writeCoreRecord(path, { ...record, pid: 41 });
    writeCoreRecord(path, record);
    expect(readCoreRecord(path)).toEqual(record);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['core.lock']);
  });

  test('of a core that says little is read with empty texts', () => {
    writeFileSync(path, '{"address":"unix:/run/a.sock","pid":42}');
    expect(readCoreRecord(path)).toEqual({ ...record, version: '', startedAt: '', idleExit: '' });
  });

  test('is absent when the file is, and when it was removed', () => {
    expect(readCoreRecord(path)).toBeUndefined();
    writeCoreRecord(path, record);
    removeCoreRecord(path);
    removeCoreRecord(path);
    expect(readCoreRecord(path)).toBeUndefined();
  });

  test.each(['', '{', 'null', '[]', '{"address":1,"pid":1}', '{"address":"a","pid":"1"}', '{"address":"a","pid":-1}'])(
    'is absent when the file holds %j',
    (text) => {
      writeFileSync(path, text);
      expect(readCoreRecord(path)).toBeUndefined();
    },
  );
});
