import { constants } from 'node:fs';
import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parsed } from '../json-text.ts';
import type { ItemFile } from './item-state.ts';

/** One exported pattern: a folder or a file beside the index. */
export interface IndexEntry {
  /** Name of the folder or file. */
  readonly name: string;
  readonly pattern_id: string;
  readonly pattern_name: string;
  readonly version: string;
  readonly files: readonly ItemFile[];
  /** What a discovery index says of it; undefined: it is not for one. */
  readonly served?: ServedSkill;
}

/** A skill as a discovery index lists it. */
export interface ServedSkill {
  readonly name: string;
  /** 1–1,024 characters. */
  readonly description: string;
}

/** The file that tells what an export wrote. */
export const INDEX_NAME = 'index.json';
/** What was written since the last index: the index of an export that did not come to its end. */
const JOURNAL_NAME = '.tmws-export.jsonl';
const MADE_BY = 'tmws-migrate export';
const DISCOVERY_SCHEMA = 'https://schemas.agentskills.io/discovery/0.2.0/schema.json';

/** Opens a file for what is written to it, and none that a link leads to: the folder may have come from anybody. */
const written = (how: number): { readonly flag: number } => ({
  flag: how | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0),
});

const isText = (value: unknown): value is string => typeof value === 'string';

const isFile = (value: unknown): value is ItemFile =>
  isRecord(value) &&
  isText(value.path) &&
  isText(value.sha256) &&
  typeof value.size === 'number' &&
  typeof value.mode === 'number';

const isEntry = (value: unknown): value is IndexEntry =>
  isRecord(value) &&
  isText(value.name) &&
  isText(value.pattern_id) &&
  isText(value.pattern_name) &&
  isText(value.version) &&
  Array.isArray(value.files) &&
  value.files.every(isFile);

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

/** What earlier exports wrote to a folder; undefined where none did. The last line of a journal may be broken. */
export const readIndex = async (folder: string): Promise<readonly IndexEntry[] | undefined> => {
  const index = parsed((await textOf(join(folder, INDEX_NAME))) ?? '');
  const journal = await textOf(join(folder, JOURNAL_NAME));
  const isOurs = isRecord(index) && index.made_by === MADE_BY && Array.isArray(index.patterns);
  if (!isOurs && journal === undefined) return undefined;
  const listed: readonly unknown[] = isOurs && Array.isArray(index.patterns) ? index.patterns : [];
  return [...listed, ...(journal ?? '').split('\n').map(parsed)].filter(isEntry);
};

/** Marks a folder as an export's, before anything is written to it. */
export const beginJournal = (folder: string): Promise<void> =>
  appendFile(join(folder, JOURNAL_NAME), '', written(constants.O_APPEND));

/** Notes what is about to be put in its place. */
export const noteEntry = (folder: string, entry: IndexEntry): Promise<void> =>
  appendFile(join(folder, JOURNAL_NAME), `${JSON.stringify(entry)}\n`, written(constants.O_APPEND));

/**
 * The entries as a client of `/.well-known/agent-skills/index.json` reads them: Agent Skills Discovery 0.2.0, each skill
 * by one artifact with its digest.
 */
const discovery = (entries: readonly IndexEntry[]): object => {
  const skills = entries.flatMap(({ name, served, files: [file] }) => {
    if (served === undefined || file === undefined) return [];
    const [type, url] = file.path === '' ? ['archive', name] : ['skill-md', `${name}/${file.path}`];
    return [{ ...served, type, url: encodeURI(url ?? ''), digest: `sha256:${file.sha256}` }];
  });
  return skills.length === 0 ? {} : { $schema: DISCOVERY_SCHEMA, skills };
};

/** Writes the index of all entries by name, whole or not at all, and ends the journal. */
export const writeIndex = async (folder: string, entries: readonly IndexEntry[]): Promise<void> => {
  const patterns = entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const temporary = join(folder, `${JOURNAL_NAME}.new`);
  await writeFile(
    temporary,
    `${JSON.stringify({ ...discovery(patterns), made_by: MADE_BY, patterns }, undefined, 2)}\n`,
    written(constants.O_TRUNC),
  );
  await rename(temporary, join(folder, INDEX_NAME));
  await rm(join(folder, JOURNAL_NAME), { force: true });
};

/** Whether a name in a folder is one of the export's own files. */
export const isOwnName = (name: string): boolean => name === INDEX_NAME || name.startsWith('.tmws-export');
