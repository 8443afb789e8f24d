import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { SourceText } from '@tmws/domain';

/** One real skill: its folder's path in the archive and its text files. */
export interface CorpusSkill {
  readonly path: string;
  readonly texts: readonly SourceText[];
}

const SKILL_FILE = /^skill\.md$/i;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (path: string): string | undefined => {
  const content = readFileSync(path);
  if (content.includes(0)) return undefined;
  try {
    return decoder.decode(content);
  } catch {
    return undefined;
  }
};

const ownerOf = (folder: string, skills: ReadonlySet<string>): string | undefined => {
  for (let at = folder; at !== '.'; at = dirname(at)) if (skills.has(at)) return at;
  return undefined;
};

/** The skills of `../shared/corpus`, each with the text files of its folder that no skill below it owns. */
export const readCorpus = (archive: string): readonly CorpusSkill[] => {
  const folder = mkdtempSync(join(tmpdir(), 'tmws-scan-'));
  try {
    execFileSync('tar', ['-xJf', archive, '-C', folder]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ folder: relative(folder, entry.parentPath), name: entry.name }));
    const texts = new Map<string, SourceText[]>();
    for (const file of files) if (SKILL_FILE.test(file.name)) texts.set(file.folder, []);
    const skills = new Set(texts.keys());
    for (const file of files) {
      const owner = ownerOf(file.folder, skills);
      const text = textOf(join(folder, file.folder, file.name));
      if (owner === undefined || text === undefined) continue;
      texts.get(owner)?.push({ source: relative(owner, join(file.folder, file.name)), text });
    }
    return [...texts].map(([path, found]) => ({ path, texts: found }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
