import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { tarArchive } from './tar-archive.ts';

test('an archive holds every file with its mode, whatever its name and length, and is the same each time', async () => {
  const files = [
    { path: 'SKILL.md', mode: 0o644, content: Buffer.from('text') },
    { path: 'scripts/räumen.sh', mode: 0o755, content: Buffer.alloc(512, 1) },
    { path: `${'deep/'.repeat(40)}end`, mode: 0o600, content: Buffer.alloc(513, 2) },
    { path: 'x'.repeat(984), mode: 0o644, content: Buffer.alloc(0) },
    { path: 'y'.repeat(1_024), mode: 0o644, content: Buffer.of(0) },
  ];
  const archive = tarArchive(files);
  expect(archive.equals(tarArchive(files))).toBe(true);
  const found: unknown[] = [];
  for await (const entry of Readable.from([archive]).pipe(extract())) {
    found.push({ path: entry.header.name, mode: entry.header.mode, content: await buffer(entry) });
  }
  expect(found).toEqual(files);
});
