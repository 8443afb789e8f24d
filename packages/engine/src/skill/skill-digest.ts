import { createHash } from 'node:crypto';
import type { SkillFile } from '@tmws/domain';

/** A file with the SHA-256 of its content in hexadecimal. */
export interface DigestedFile extends SkillFile {
  readonly digest: string;
}

/** Adds to each file its digest. */
export const digestFiles = (files: readonly SkillFile[]): readonly DigestedFile[] =>
  files.map((file) => ({ ...file, digest: createHash('sha256').update(file.content).digest('hex') }));

/** SHA-256 over the paths, modes and contents of a skill's files, whatever their order. */
export const skillDigest = (files: readonly Pick<DigestedFile, 'path' | 'mode' | 'digest'>[]): string => {
  const hash = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${JSON.stringify(file.path)} ${file.mode.toString(8)} ${file.digest}\n`);
  }
  return hash.digest('hex');
};
