import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { BENCH_AGENT } from '../latency/synthetic-patterns.ts';
import { isSameFile } from './compare-files.ts';
import { skillFilesBelow } from './skill-files.ts';

const MIGRATE = join(import.meta.dirname, '..', '..', 'apps', 'migrate', 'dist', 'tmws-migrate.js');

/** What an import says of one skill. */
export interface ImportedSkill {
  /** Below the root of the import. */
  readonly path: string;
  readonly action: string;
  /** Empty or absent for a refused skill. */
  readonly pattern_id?: string;
  /** A pending one is not known yet, since it waits for the embedding. */
  readonly findings: readonly { readonly code: string; readonly pending?: boolean }[];
}

interface ExportedSkill {
  readonly name: string;
  readonly pattern_id: string;
}

/** Runs `tmws-migrate` on a data folder. Its exit code tells of findings too, so its answer is what counts. */
const migrate = async <T>(dataDir: string, args: readonly string[]): Promise<readonly T[]> => {
  const flags = ['--data-dir', dataDir, '--agent', BENCH_AGENT, '--json'];
  const child = spawn(process.execPath, [MIGRATE, ...args, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { results }: { readonly results: readonly T[] } = JSON.parse(output);
  return results;
};

/** Imports a folder of skills as a user does. */
export const importSkills = (dataDir: string, source: string): Promise<readonly ImportedSkill[]> =>
  migrate(dataDir, ['import', source]);

const QUARANTINED = 'quarantined';

/**
 * Exports what was imported: everything that is served in one run, and what is set aside by name in another, since a
 * draft is no head.
 *
 * @returns The folder of each pattern, by its id
 */
export const exportSkills = async (
  dataDir: string,
  { imported, target }: { readonly imported: readonly ImportedSkill[]; readonly target: string },
): Promise<ReadonlyMap<string, string>> => {
  const drafts = imported.filter(({ action }) => action === QUARANTINED);
  const named = drafts.flatMap(({ pattern_id: id = '' }) => ['--pattern', id]);
  const folders = new Map<string, string>();
  for (const [name, flags] of [['served', []] as const, ['drafts', named] as const]) {
    if (name === 'drafts' && named.length === 0) continue;
    const out = join(target, name);
    const exported = await migrate<ExportedSkill>(dataDir, ['export', out, ...flags]);
    for (const skill of exported) folders.set(skill.pattern_id, join(out, skill.name));
  }
  return folders;
};

/** How the files came back. */
export interface ReturnedFiles {
  readonly compared: number;
  /** Paths below the source of those that are not the same. */
  readonly differing: readonly string[];
  /** Every file that belongs to an imported skill, below the source. */
  readonly paths: ReadonlySet<string>;
}

/** Compares every file of every imported skill with its copy, by SHA-256 and mode. */
export const compareFiles = async (
  source: string,
  { imported, folders }: { readonly imported: readonly ImportedSkill[]; readonly folders: ReadonlyMap<string, string> },
): Promise<ReturnedFiles> => {
  const paths = new Set<string>();
  const differing: string[] = [];
  for (const { path, pattern_id: id = '' } of imported) {
    if (id === '') continue;
    for (const file of await skillFilesBelow(join(source, path))) {
      paths.add(join(path, file));
      const copy = join(folders.get(id) ?? '', file);
      if (!(await isSameFile(join(source, path, file), copy))) differing.push(join(path, file));
    }
  }
  return { compared: paths.size, differing, paths };
};
