import type { TmwsClient } from '@tmws/client';
import { type AccessLevel, type Pattern, PatternStatus, SkillImportAction } from '@tmws/contract';
import { type DiskSkill, readDisk } from './disk-skills.ts';
import { type ImportedDisk, importSkills } from './import-skills.ts';
import { Lineages } from './lineages.ts';
import { type KnownSkill, matchSkills } from './match-skills.ts';
import type { StagedSkill, SyncFolder } from './sync-folder.ts';
import { readLock, type SyncedSkill, type SyncParty, writeLock } from './sync-lock.ts';
import type { SyncAction, SyncReport, SyncResult } from './sync-result.ts';

/** How a folder is synced. */
export interface SyncOptions {
  /** Of new patterns. */
  readonly accessLevel: AccessLevel;
  /** Whether it only says what it would do. */
  readonly isDryRun: boolean;
  /** Whether patterns of skills that are gone are deprecated. */
  readonly isPruned: boolean;
}

type Named = Pick<SyncedSkill, 'pattern_id' | 'pattern_name' | 'version'>;

const asKnown = ({ path, digest }: Pick<DiskSkill, 'path' | 'digest'>, pattern: Pattern): SyncedSkill => ({
  path,
  pattern_id: pattern.id,
  lineage_id: pattern.lineageId,
  pattern_name: pattern.patternName,
  version: pattern.version,
  revision: pattern.revision,
  digest,
});

const isSame = (known: SyncedSkill, head: Pattern): boolean =>
  known.pattern_id === head.id && known.revision === head.revision;

const versionName = ({ version, revision }: Pattern): string => `${version}-r${revision}`;

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

/** One sync of a folder, from reading both sides to writing the lock. */
class SyncRound {
  readonly #client: TmwsClient;
  readonly #folder: SyncFolder;
  readonly #options: SyncOptions;
  readonly #party: SyncParty;
  /** What the lock says from now on, by path. */
  readonly #locked = new Map<string, SyncedSkill>();
  readonly #results: SyncResult[] = [];
  #lineages: Lineages;
  #lock: string;

  constructor(
    client: TmwsClient,
    folder: SyncFolder,
    start: { options: SyncOptions; party: SyncParty; lineages: Lineages; locked: readonly SyncedSkill[] },
  ) {
    this.#client = client;
    this.#folder = folder;
    this.#options = start.options;
    this.#party = start.party;
    this.#lineages = start.lineages;
    for (const known of start.locked) this.#locked.set(known.path, known);
    this.#lock = this.#lockText();
  }

  async run(): Promise<SyncReport> {
    const { typed, root } = this.#folder;
    const disk = await readDisk(typed, root);
    const { skills, missing } = matchSkills(disk.skills, [...this.#locked.values()]);
    const changed: KnownSkill[] = [];
    const ahead: { disk: DiskSkill; head: Pattern; action: SyncAction }[] = [];
    const conflicts = new Map<string, Conflict>();
    for (const { disk: skill, known } of skills) {
      const head = known && this.#lineages.head(known.lineage_id);
      const isAhead = known !== undefined && head !== undefined && !isSame(known, head);
      if (known !== undefined) this.#note(skill, known);
      if (known?.digest !== skill.digest) {
        const conflict = isAhead ? await this.#meet(skill, head) : undefined;
        if (conflict === 'same') continue;
        if (conflict !== undefined) conflicts.set(skill.path, conflict);
        changed.push({ disk: skill, known });
      } else if (isAhead) {
        ahead.push({ disk: skill, head, action: this.#stayed(skill, known) });
      } else if (this.#lineages.has(known.lineage_id)) {
        this.#tell(skill.path, this.#stayed(skill, known), known);
      } else this.#tell(skill.path, 'gone', known);
    }
    await this.#bringIn(changed, conflicts);
    for (const { disk: skill, head, action } of ahead) await this.#writeOut(skill, head, action);
    if (disk.isWhole) for (const known of missing) await this.#leave(known);
    await this.#save();
    await this.#folder.clear();
    const results = this.#results.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const { isDryRun } = this.#options;
    return { folder: typed, isDryRun, results, skipped: disk.skipped, isWhole: disk.isWhole };
  }

  #stayed(skill: DiskSkill, known: SyncedSkill): SyncAction {
    return known.path === skill.path ? 'unchanged' : 'moved';
  }

  /** Keeps what was known, at the place where the skill is now. */
  #note({ path }: DiskSkill, known: SyncedSkill): void {
    if (known.path !== path) this.#locked.delete(known.path);
    this.#locked.set(path, { ...known, path });
  }

  #tell(path: string, action: SyncAction, named: Named, more: Partial<SyncResult> = {}): void {
    const { pattern_id: patternId, pattern_name: patternName, version } = named;
    this.#results.push({ path, action, patternId, patternName, version, findings: [], beside: '', ...more });
  }

  /** Looks at what both sides changed: they may say the same, as after a sync that was broken off. */
  async #meet(skill: DiskSkill, head: Pattern): Promise<Conflict | 'same' | undefined> {
    const staged = await this.#folder.stage(this.#client, head.id, skill.skill);
    if (staged === undefined) return undefined;
    if (staged.digest === skill.digest) {
      this.#agree(skill, head, 'unchanged');
      return 'same';
    }
    return { head, beside: await this.#putBeside(skill, head, staged) };
  }

  async #putBeside({ path }: DiskSkill, head: Pattern, staged: StagedSkill): Promise<string> {
    return this.#options.isDryRun ? '' : this.#folder.setAside(path, versionName(head), staged);
  }

  #agree(skill: Pick<DiskSkill, 'path' | 'digest'>, pattern: Pattern, action: SyncAction): void {
    const known = asKnown(skill, pattern);
    this.#locked.set(skill.path, known);
    this.#tell(skill.path, action, known);
  }

  async #writeOut(skill: DiskSkill, head: Pattern, action: SyncAction): Promise<void> {
    const staged = await this.#folder.stage(this.#client, head.id, skill.skill);
    // Gone since the patterns were listed: the next sync says so.
    if (staged === undefined) return;
    if (staged.digest === skill.digest) this.#agree(skill, head, action);
    else if (this.#options.isDryRun || (await this.#folder.replace(skill.path, skill.digest, staged))) {
      this.#agree({ path: skill.path, digest: staged.digest }, head, 'written');
    } else {
      this.#tell(skill.path, 'kept', asKnown(skill, head), { beside: await this.#putBeside(skill, head, staged) });
    }
  }

  async #bringIn(changed: readonly KnownSkill[], conflicts: ReadonlyMap<string, Conflict>): Promise<void> {
    if (changed.length === 0) return;
    const imported = await importSkills(this.#client, changed, this.#options);
    this.#lineages = await Lineages.read(this.#client, this.#party.namespace);
    const behind: { readonly disk: DiskSkill; readonly head: Pattern }[] = [];
    for (const one of imported) {
      const head = await this.#take(one, conflicts.get(one.disk.path));
      if (head !== undefined) behind.push({ disk: { ...one.disk, digest: one.digest }, head });
    }
    await this.#save();
    for (const { disk, head } of behind) await this.#writeOut(disk, head, 'unchanged');
  }

  /** Notes what became of a skill that was sent; gives the version that is to be written over it, if there is one. */
  async #take(one: ImportedDisk, conflict: Conflict | undefined): Promise<Pattern | undefined> {
    const { disk, known, result, digest } = one;
    const named = { pattern_id: result.patternId, pattern_name: result.patternName, version: result.version };
    const action = ACTIONS[result.action] ?? 'refused';
    const more = { findings: result.findings, beside: conflict?.beside ?? '' };
    const made = this.#lineages.pattern(result.patternId);
    if (action === 'refused' || made === undefined) {
      this.#tell(disk.path, conflict !== undefined && action !== 'refused' ? 'conflict' : action, named, more);
      return undefined;
    }
    const head = this.#lineages.head(made.lineageId);
    const skill = { path: disk.path, digest };
    if (head !== undefined && known === undefined && head.id !== made.id) {
      if (action === 'unchanged') return head;
      if (action === 'versioned') return this.#takeBehind(one, head);
    }
    if (head !== undefined && known === undefined && action === 'unchanged' && head.revision > 1) return head;
    const seen = conflict?.head ?? made;
    if (head === undefined || head.id === made.id) this.#locked.set(disk.path, asKnown(skill, made));
    else if (conflict !== undefined || known === undefined) this.#locked.set(disk.path, asKnown(skill, seen));
    else this.#locked.set(disk.path, { ...known, path: disk.path, digest });
    this.#tell(disk.path, conflict === undefined ? action : 'conflict', named, more);
    return undefined;
  }

  /** A skill that was changed, while a newer version than it came from was there already. */
  async #takeBehind({ disk, result, digest }: ImportedDisk, head: Pattern): Promise<undefined> {
    const staged = await this.#folder.stage(this.#client, head.id, disk.skill);
    const beside = staged === undefined ? '' : await this.#putBeside(disk, head, staged);
    const { patternId, patternName, version, findings } = result;
    this.#locked.set(disk.path, asKnown({ path: disk.path, digest }, head));
    const named = { pattern_id: patternId, pattern_name: patternName, version };
    this.#tell(disk.path, 'conflict', named, { findings, beside });
  }

  /** Tells of a skill that is gone from the folder, as long as its pattern is in use and no other folder stands for it. */
  async #leave(known: SyncedSkill): Promise<void> {
    const isElsewhere = [...this.#locked.values()].some(
      ({ path, lineage_id }) => lineage_id === known.lineage_id && path !== known.path,
    );
    if (isElsewhere || !this.#lineages.isLiving(known.lineage_id)) {
      this.#locked.delete(known.path);
      return;
    }
    const active = this.#options.isPruned ? this.#lineages.active(known.lineage_id) : [];
    if (active.length === 0) {
      this.#tell(known.path, 'removed', known);
      return;
    }
    const deprecatedReason = `no longer in ${this.#folder.typed}`;
    for (const { id } of this.#options.isDryRun ? [] : active) {
      await this.#client.patterns.updatePattern({
        patternId: id,
        status: PatternStatus.DEPRECATED,
        deprecatedReason,
        updateMask: ['status', 'deprecated_reason'],
      });
    }
    this.#locked.delete(known.path);
    this.#tell(known.path, 'pruned', known);
  }

  #lockText(): string {
    return JSON.stringify([...this.#locked.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  }

  async #save(): Promise<void> {
    const text = this.#lockText();
    if (this.#options.isDryRun || text === this.#lock) return;
    await writeLock(this.#folder.state, this.#party, [...this.#locked.values()]);
    this.#lock = text;
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
  const locked = await readLock(folder.state, party);
  const lineages = await Lineages.read(client, namespace);
  return new SyncRound(client, folder, { options, party, lineages, locked }).run();
};
