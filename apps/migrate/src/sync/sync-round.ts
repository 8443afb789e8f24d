import type { TmwsClient } from '@tmws/client';
import { type AccessLevel, type Pattern, SkillImportAction } from '@tmws/contract';
import { type DiskSkill, readDisk } from './disk-skills.ts';
import { type ImportedDisk, importSkills } from './import-skills.ts';
import { leaveSkill } from './leave-skill.ts';
import { Lineages } from './lineages.ts';
import { type KnownSkill, matchSkills } from './match-skills.ts';
import { storedDigest } from './stored-digest.ts';
import type { StagedSkill, SyncFolder } from './sync-folder.ts';
import { readLock, type SyncedSkill, type SyncParty } from './sync-lock.ts';
import { SyncNotes, standingFor } from './sync-notes.ts';
import type { SyncAction, SyncReport } from './sync-result.ts';

/** How a folder is synced. */
export interface SyncOptions {
  /** Of new patterns. */
  readonly accessLevel: AccessLevel;
  /** Whether it only says what it would do. */
  readonly isDryRun: boolean;
  /** Whether patterns of skills that are gone are deprecated. */
  readonly isPruned: boolean;
}

interface RoundStart {
  readonly options: SyncOptions;
  readonly party: SyncParty;
  readonly lineages: Lineages;
  readonly notes: SyncNotes;
}

const ACTIONS: Readonly<Partial<Record<SkillImportAction, SyncAction>>> = {
  [SkillImportAction.CREATED]: 'imported',
  [SkillImportAction.RENAMED]: 'imported',
  [SkillImportAction.VERSION_CREATED]: 'versioned',
  [SkillImportAction.SKIPPED]: 'unchanged',
  [SkillImportAction.QUARANTINED]: 'quarantined',
};

/** A skill that both sides changed, with the version that the folder has not seen. */
interface Conflict {
  readonly head: Pattern;
  readonly beside: string;
}

/** A skill with the version that is to be written over it, and what is told where it holds that already. */
interface Behind {
  readonly disk: DiskSkill;
  readonly head: Pattern;
  readonly action: SyncAction;
}

const isAhead = (known: SyncedSkill, head: Pattern): boolean =>
  known.pattern_id !== head.id || known.revision !== head.revision;

/** One sync of a folder, from reading both sides to writing the lock. */
class SyncRound {
  readonly #client: TmwsClient;
  readonly #folder: SyncFolder;
  readonly #start: RoundStart;
  readonly #notes: SyncNotes;
  readonly #changed: KnownSkill[] = [];
  readonly #conflicts = new Map<string, Conflict>();
  readonly #behind: Behind[] = [];
  #lineages: Lineages;

  constructor(client: TmwsClient, folder: SyncFolder, start: RoundStart) {
    this.#client = client;
    this.#folder = folder;
    this.#start = start;
    this.#notes = start.notes;
    this.#lineages = start.lineages;
  }

  async run(): Promise<SyncReport> {
    const { typed, root } = this.#folder;
    const { options } = this.#start;
    const disk = await readDisk(typed, root);
    const { skills, missing } = matchSkills(disk.skills, this.#notes.locked());
    for (const { disk: skill, known } of skills) {
      if (known === undefined) await this.#meetNew(skill);
      else await this.#meetKnown(skill, known);
    }
    await this.#bringIn();
    for (const behind of this.#behind) await this.#writeOut(behind);
    const leave = { notes: this.#notes, lineages: this.#lineages, root: typed, ...options };
    for (const known of disk.isWhole ? missing : []) await leaveSkill(this.#client, known, leave);
    await this.#save();
    await this.#folder.clear();
    const { skipped, isWhole } = disk;
    return { folder: typed, isDryRun: options.isDryRun, results: this.#notes.results(), skipped, isWhole };
  }

  /** A folder may have come with what an earlier sync wrote, as another checkout has. */
  async #meetNew(disk: DiskSkill): Promise<void> {
    const name = (disk.path || this.#folder.root).split('/').at(-1) ?? '';
    for (const head of this.#lineages.named(name, this.#start.party.agent_id)) {
      const isStored = (await storedDigest(this.#client, head.id)) === disk.digest;
      const staged = isStored ? undefined : await this.#folder.stage(this.#client, head.id, disk.skill);
      if (isStored || staged?.digest === disk.digest) return this.#notes.agree(disk, head, 'unchanged');
    }
    this.#changed.push({ disk, known: undefined });
  }

  async #meetKnown(disk: DiskSkill, known: SyncedSkill): Promise<void> {
    const { path } = disk;
    const stayed = known.path === path ? 'unchanged' : 'moved';
    if (stayed === 'moved') this.#notes.drop(known.path);
    this.#notes.keep({ ...known, path });
    const head = this.#lineages.head(known.lineage_id);
    const newer = head !== undefined && isAhead(known, head) ? head : undefined;
    if (known.digest !== disk.digest) {
      if (newer !== undefined && (await this.#meetBoth(disk, newer))) return;
      this.#changed.push({ disk, known });
    } else if (newer !== undefined) this.#behind.push({ disk, head: newer, action: stayed });
    else this.#notes.tell(path, this.#lineages.has(known.lineage_id) ? stayed : 'gone', known);
  }

  /** Looks at what both sides changed; true where they say the same, as after a sync that was broken off. */
  async #meetBoth(disk: DiskSkill, head: Pattern): Promise<boolean> {
    const staged = await this.#folder.stage(this.#client, head.id, disk.skill);
    if (staged?.digest === disk.digest) {
      this.#notes.agree(disk, head, 'unchanged');
      return true;
    }
    if (staged !== undefined)
      this.#conflicts.set(disk.path, { head, beside: await this.#putBeside(disk, head, staged) });
    return false;
  }

  async #putBeside({ path }: DiskSkill, { version, revision }: Pattern, staged: StagedSkill): Promise<string> {
    return this.#start.options.isDryRun ? '' : this.#folder.setAside(path, `${version}-r${revision}`, staged);
  }

  async #writeOut({ disk, head, action }: Behind): Promise<void> {
    const staged = await this.#folder.stage(this.#client, head.id, disk.skill);
    // Gone since the patterns were listed: the next sync says so.
    if (staged === undefined) return;
    if (staged.digest === disk.digest) this.#notes.agree(disk, head, action);
    else if (this.#start.options.isDryRun || (await this.#folder.replace(disk.path, disk.digest, staged))) {
      this.#notes.agree({ path: disk.path, digest: staged.digest }, head, 'written');
    } else {
      const beside = await this.#putBeside(disk, head, staged);
      this.#notes.tell(disk.path, 'kept', standingFor(disk, head), { beside });
    }
  }

  async #bringIn(): Promise<void> {
    if (this.#changed.length === 0) return;
    const imported = await importSkills(this.#client, this.#changed, this.#start.options);
    this.#lineages = await Lineages.read(this.#client, this.#start.party.namespace);
    for (const one of imported) await this.#take(one);
    await this.#save();
  }

  /** Notes what became of a skill that was sent. */
  async #take(one: ImportedDisk): Promise<void> {
    const { known, result } = one;
    const disk = { ...one.disk, digest: one.digest };
    const action = ACTIONS[result.action] ?? 'refused';
    const made = action === 'refused' ? undefined : this.#lineages.pattern(result.patternId);
    const head = made && this.#lineages.head(made.lineageId);
    const newer = known === undefined && head !== undefined && head.id !== made?.id ? head : undefined;
    const isOlder = newer !== undefined || (head !== undefined && head.revision > 1);
    if (known === undefined && head !== undefined && action === 'unchanged' && isOlder) {
      this.#behind.push({ disk, head, action });
      return;
    }
    // One that was changed before anything was synced, while there was a newer version than it came from.
    if (newer !== undefined && action === 'versioned' && (await this.#meetBoth(disk, newer))) return;
    const conflict = this.#conflicts.get(disk.path);
    if (made !== undefined) {
      const { path, digest } = disk;
      // A draft, or a version lower than another, is not what the next one is made from.
      const isShown = head === undefined || head.id === made.id;
      const seen = isShown ? made : (conflict?.head ?? (known === undefined ? head : undefined));
      this.#notes.keep(
        seen === undefined && known !== undefined ? { ...known, path, digest } : standingFor(disk, seen ?? made),
      );
    }
    const named = { pattern_id: result.patternId, pattern_name: result.patternName, version: result.version };
    const isConflict = conflict !== undefined && action !== 'refused';
    const more = { findings: result.findings, beside: conflict?.beside ?? '' };
    this.#notes.tell(disk.path, isConflict ? 'conflict' : action, named, more);
  }

  async #save(): Promise<void> {
    if (!this.#start.options.isDryRun) await this.#notes.save(this.#folder.state, this.#start.party);
  }
}

/**
 * Syncs a folder once, both ways. What only the folder changed becomes a version, what only the database changed is
 * written to the folder; of what both changed, the folder's becomes a version and the database's is put beside. Broken
 * off anywhere and run again, it ends the same.
 *
 * @throws SourceError where the folder is gone; ProgramError for a lock that is damaged or another's; RemoteError as the
 * core refuses
 */
export const syncOnce = async (client: TmwsClient, folder: SyncFolder, options: SyncOptions): Promise<SyncReport> => {
  const { agentId, namespace } = await client.access.whoAmI({});
  const party = { agent_id: agentId, namespace };
  const notes = new SyncNotes(await readLock(folder.state, party));
  const lineages = await Lineages.read(client, namespace);
  return new SyncRound(client, folder, { options, party, lineages, notes }).run();
};
