import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../harness/run.ts';
import { REQUIREMENTS } from '../requirements.ts';
import { tableOf } from './table-of.ts';

test('each difference from the specification has its reason, and a requirement that tests show [docs.differences]', async () => {
  const rows = tableOf(await readFile(path.join(REPOSITORY, 'docs/differences.md'), 'utf8'), 'the specification');
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    expect(row.length).toBe(4);
    for (const cell of row) expect(cell).not.toBe('');
    const ids = [...(row[3] ?? '').matchAll(/`([a-z]+\.[a-z0-9-]+)`/g)].map(([, id = '']) => id);
    expect(ids).not.toEqual([]);
    expect(ids.filter((id) => !(id in REQUIREMENTS))).toEqual([]);
  }
});
