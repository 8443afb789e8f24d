import { lstat, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { RemoteError, type TmwsClient } from '@tmws/client';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';
import { ExportFolder } from '../export/export-folder.ts';
import { exportedItems } from '../export/exported-items.ts';
import { itemState } from '../export/item-state.ts';
import type { SkillFolder } from '../sources/skill-folder.ts';
import { SourceError } from '../sources/source-error.ts';
import { carryFiles } from './carry-files.ts';
import { filesDigest } from './files-digest.ts';
import { endSwap, swapFolder } from './place-swap.ts';
import { markRunning } from './running-mark.ts';

/** What a sync keeps in the folder; no import looks into it. */
const STATE_NAME = '.tmws-sync';
const CONFLICTS = 'conflicts';

/** A version as a folder of files, not in its place yet. */
export interface StagedSkill {
  readonly location: string;
  /** As `filesDigest` gives it. */
  readonly digest: string;
}

const requireFolder = async (typed: string): Promise<void> => {
  const status = await stat(typed).catch(() => undefined);
  if (status === undefined) throw new SourceError(`No ${typed} directory found`, { path: typed });
  if (status.isDirectory()) return;
  throw new ProgramError(`${typed} is a file. Only a folder can be synced; tmws-migrate import takes archives.`, {
    reason: 'NOT_A_FOLDER',
    exitCode: EXIT_CODES.invalidInput,
    metadata: { path: typed },
  });
};

/** What came with the folder from somebody else may lead anywhere. */
const requireNoLinks = async (state: string): Promise<void> => {
  const status = await lstat(state).catch(() => undefined);
  const entries = status?.isDirectory() === true ? await readdir(state, { recursive: true, withFileTypes: true }) : [];
  if (status?.isSymbolicLink() !== true && !entries.some((entry) => entry.isSymbolicLink())) return;
  throw new ProgramError(`${state} holds a link, which no sync makes. Delete it to begin anew.`, {
    reason: 'STATE_UNSAFE',
    exitCode: EXIT_CODES.invalidInput,
    metadata: { path: state },
  });
};

/** A folder that is synced: where its state lies, and how versions get into it. */
export class SyncFolder implements AsyncDisposable {
  /** As typed. */
  readonly typed: string;
  /** Its real path. */
  readonly root: string;
  /** Where the state lies. */
  readonly state: string;
  readonly #staging: string;
  readonly #mark: AsyncDisposable | undefined;
  #staged = 0;

  private constructor(
    typed: string,
    places: { readonly root: string; readonly staging: string; readonly mark: AsyncDisposable | undefined },
  ) {
    this.typed = typed;
    this.root = places.root;
    this.state = join(places.root, STATE_NAME);
    this.#staging = places.staging;
    this.#mark = places.mark;
  }

  /**
   * Opens it for one process, and ends what an earlier one left in the middle. A plan writes nothing to it.
   *
   * @throws SourceError where it is not there; ProgramError where it is no folder, or another process syncs it
   */
  static async open(typed: string, { isDryRun }: { readonly isDryRun: boolean }): Promise<SyncFolder> {
    await requireFolder(typed);
    const root = await realpath(typed);
    if (isDryRun) {
      return new SyncFolder(typed, { root, staging: await mkdtemp(join(tmpdir(), 'tmws-sync-')), mark: undefined });
    }
    const state = join(root, STATE_NAME);
    await requireNoLinks(state);
    await mkdir(state, { recursive: true });
    const mark = await markRunning(state);
    const staging = join(state, 'staging');
    await rm(staging, { recursive: true, force: true });
    await endSwap(root, state);
    await writeFile(join(state, '.gitignore'), '*\n');
    return new SyncFolder(typed, { root, staging, mark });
  }

  /**
   * The files of a version, as an export writes them; undefined where it may not be read any more. A version that was
   * made in the database has a SKILL.md alone and says nothing of other files: those of the skill stay with it.
   */
  async stage(client: TmwsClient, patternId: string, skill: SkillFolder): Promise<StagedSkill | undefined> {
    this.#staged += 1;
    const path = join(this.#staging, String(this.#staged));
    const folder = await ExportFolder.open(path, { isForced: false });
    const options = { patternIds: [patternId], format: 'skill', isPortable: false, folder } as const;
    let staged: StagedSkill | undefined;
    try {
      for await (const { name, files } of exportedItems(client, options)) {
        const location = join(path, name);
        const { skill: stored } = await client.skills.getSkill({ patternId, withoutFindings: true });
        const carried = stored?.fileCount === 0 ? await carryFiles(skill, location) : [];
        staged = { location, digest: filesDigest([...files, ...carried]) };
      }
    } catch (error) {
      if (!(error instanceof RemoteError) || error.reason !== 'PATTERN_NOT_FOUND') throw error;
    } finally {
      await folder.close();
    }
    return staged;
  }

  /** Puts a version in the place of a skill that still has this digest; false where it has not, or holds more. */
  async replace(path: string, digest: string, { location }: StagedSkill): Promise<boolean> {
    const isExpected = async (place: string): Promise<boolean> => {
      const present = await itemState(place);
      return Array.isArray(present) && filesDigest(present) === digest;
    };
    if (path === '' || !(await isExpected(join(this.root, path)))) return false;
    return swapFolder(location, { root: this.root, state: this.state, path, isExpected });
  }

  /** Puts a version beside, unless it lies there already; gives its path below the folder. */
  async setAside(path: string, version: string, { location, digest }: StagedSkill): Promise<string> {
    const name = `${path === '' ? basename(this.root) : path}-${version}`;
    for (let number = 1; ; number += 1) {
      const inside = `${STATE_NAME}/${CONFLICTS}/${name}${number === 1 ? '' : `-${number}`}`;
      const place = join(this.root, inside);
      const present = await itemState(place);
      if (Array.isArray(present) && filesDigest(present) === digest) return inside;
      if (present !== 'none') continue;
      await mkdir(dirname(place), { recursive: true });
      await rename(location, place);
      return inside;
    }
  }

  /** Takes away what was staged. */
  async clear(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clear();
    await this.#mark?.[Symbol.asyncDispose]();
  }
}
