import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestFiles, skillDigest } from './skill-digest.ts';

const content = new TextEncoder().encode('hello');
const file = { path: 'a', mode: 0o644, content };

test('a file has the SHA-256 of its bytes', () => {
  expect(digestFiles([file])[0]?.digest).toBe(createHash('sha256').update('hello').digest('hex'));
});

test('the digest of a skill changes with a path, a mode, a content and a file, and not with their order', () => {
  const other = { path: 'b', mode: 0o755, content: new Uint8Array([0]) };
  const digest = (...files: readonly (typeof file)[]) => skillDigest(digestFiles(files));
  expect(digest(other, file)).toBe(digest(file, other));
  const digests = [
    digest(file, other),
    digest(file),
    digest({ ...file, path: 'c' }),
    digest({ ...file, mode: 0o755 }),
    digest({ ...file, content: new Uint8Array([1]) }),
    digest(),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test('a path with a line break cannot pass for two files', () => {
  const digest = (...paths: readonly string[]) => skillDigest(digestFiles(paths.map((path) => ({ ...file, path }))));
  expect(digest('a\nb')).not.toBe(digest('a', 'b'));
});
