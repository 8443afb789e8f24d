import type { AccessLevel, Caller, Finding, Pattern } from '@tmws/domain';
import type { Clock } from '../ports/clock.ts';
import type { FindingApproval, FindingRepository, KeptFinding } from '../ports/finding-repository.ts';
import type { PatternRepository, Store } from '../ports/store.ts';
import { stillHeld } from './findings-not-accepted.ts';
import { isSecret, refuseSecrets, type WayOut } from './refuse-secrets.ts';
import { once, scanContent } from './scan-content.ts';
import { scanHistory } from './scan-history.ts';

/** Who writes, when, and which findings the writer has seen. */
export interface WriteScan {
  readonly engine: { readonly clock: Clock };
  readonly caller: Caller;
  /** Ids of the findings that the writer accepts; undefined: the call has no field for them. */
  readonly acceptFindings: readonly string[] | undefined;
}

/** What is told of a finding: whether it holds its pattern back. */
export const doneAbout = ({ isHeld, approval }: Pick<KeptFinding, 'isHeld' | 'approval'>): string => {
  if (!isHeld) return '';
  return approval === undefined ? 'Stored as DRAFT until its owner approves it.' : 'Approved by its owner.';
};

/** Fields whose texts the scan reads. */
const SCANNED = ['patternName', 'category', 'subcategory', 'tags', 'patternData'] as const satisfies (keyof Pattern)[];

/** From those who see a pattern the least to all. */
const REACH: Readonly<Record<AccessLevel, number>> = { PRIVATE: 0, SHARED: 1, TEAM: 2, PUBLIC: 3, SYSTEM: 4 };

const waysOut = ({ acceptFindings }: WriteScan): readonly WayOut[] =>
  acceptFindings === undefined ? ['private'] : ['private', 'accept'];

/** What is kept of who lets a finding pass: where somebody acts for another agent, who that is. */
export const approvalBy = ({ engine, caller }: Pick<WriteScan, 'engine' | 'caller'>): FindingApproval => ({
  agentId: caller.actingBy?.agentId ?? caller.agentId,
  at: engine.clock.now(),
});

const approvalsOf = (kept: readonly KeptFinding[]): ReadonlyMap<string, FindingApproval> =>
  new Map(kept.flatMap(({ finding, approval }) => (approval === undefined ? [] : [[finding.id, approval] as const])));

/** The rows that tell what was let pass. A store is one. */
export interface ApprovalsView {
  readonly patterns: Pick<PatternRepository, 'find'>;
  readonly findings: Pick<FindingRepository, 'kept'>;
}

/** What the owner let pass on the present revision of a pattern; nothing where there is no such pattern. */
export const approvalsOn = async (
  store: ApprovalsView,
  patternId: string | undefined,
): Promise<ReadonlyMap<string, FindingApproval>> => {
  const pattern = patternId === undefined ? undefined : await store.patterns.find(patternId);
  if (pattern === undefined) return new Map();
  return approvalsOf(await store.findings.kept({ patternId: pattern.id, revision: pattern.revision }));
};

/**
 * Scans a pattern that is to be stored for the first time, within the transaction that stores it. What was let pass on
 * its parent is let pass on it.
 *
 * @returns what is to be kept with its revision
 * @throws DomainError SECRET_FOUND where others could read a secret that nobody accepted
 */
export const scanNew = async (store: Store, scan: WriteScan, pattern: Pattern): Promise<readonly KeptFinding[]> => {
  const findings = scanContent(pattern);
  if (findings.length === 0) return [];
  const approvals = await approvalsOn(store, pattern.parentPatternId);
  const named = new Set(scan.acceptFindings);
  const isAccepted = ({ id }: Finding): boolean => named.has(id) || approvals.has(id);
  if (pattern.accessLevel !== 'PRIVATE') {
    refuseSecrets(
      findings.filter((finding) => isSecret(finding) && !isAccepted(finding)),
      waysOut(scan),
    );
  }
  return findings.map((finding) => ({
    finding,
    isHeld: false,
    approval: approvals.get(finding.id) ?? (named.has(finding.id) ? approvalBy(scan) : undefined),
  }));
};

/** A pattern before and after a change. */
export interface ScannedChange {
  readonly before: Pattern;
  readonly after: Pattern;
}

const isWidened = ({ before, after }: ScannedChange): boolean =>
  REACH[after.accessLevel] > REACH[before.accessLevel] ||
  after.namespace !== before.namespace ||
  after.sharedWithAgents.some((agentId) => !before.sharedWithAgents.includes(agentId));

/** The files of a skill are those of all revisions, so what was found in them stays. */
const findingsAfter = ({ before, after }: ScannedChange, earlier: readonly KeptFinding[]): readonly Finding[] => {
  const findings = earlier.map(({ finding }) => finding);
  if (SCANNED.every((field) => after[field] === before[field])) return findings;
  return once([...findings.filter(({ file }) => file !== ''), ...scanContent(after)]);
};

/**
 * Scans what a change makes of a pattern, within its transaction: only where a text changes. What was let pass stays so
 * for the same readers; what held the pattern back goes on doing so until `ApprovePattern`.
 *
 * @returns what is to be kept with the new revision
 * @throws DomainError SECRET_FOUND where more agents could read a secret than before, or another one, and it was not
 * accepted; FINDINGS_NOT_ACCEPTED where a DRAFT that the scan flagged would be one no more
 */
export const scanChange = async (
  store: Store,
  scan: WriteScan,
  change: ScannedChange,
): Promise<readonly KeptFinding[]> => {
  const { before, after } = change;
  const earlier = await store.findings.kept({ patternId: before.id, revision: before.revision });
  const findings = findingsAfter(change, earlier);
  const approvals = approvalsOf(earlier);
  const named = new Set(scan.acceptFindings);
  const known = new Set(earlier.map(({ finding }) => finding.id));
  const heldBefore = new Set(earlier.filter(({ isHeld }) => isHeld).map(({ finding }) => finding.id));
  const wasHeld = earlier.some(({ isHeld, approval }) => isHeld && approval === undefined);
  const isReleased = before.status === 'DRAFT' && after.status !== 'DRAFT';
  const kept = findings.map((finding): KeptFinding => {
    const isHeld = wasHeld || heldBefore.has(finding.id);
    const accepted = named.has(finding.id) && !isHeld ? approvalBy(scan) : undefined;
    const approval = approvals.get(finding.id) ?? accepted;
    return { finding: { ...finding, done: doneAbout({ isHeld, approval }) }, isHeld, approval };
  });
  const open = kept.filter(({ isHeld, approval }) => isHeld && approval === undefined);
  if (isReleased && open.length > 0)
    throw stillHeld(
      before,
      open.map(({ finding }) => finding),
    );
  const isWider = isWidened(change);
  const isPut = ({ id }: Finding): boolean => isWider || !(approvals.has(id) || (known.has(id) && !isReleased));
  if (after.accessLevel !== 'PRIVATE' && after.deletedAt === undefined) {
    refuseSecrets(
      findings.filter((finding) => isSecret(finding) && !named.has(finding.id) && isPut(finding)),
      waysOut(scan),
    );
  }
  // Of a deleted version too: it comes back at the level that its lineage has then.
  if (after.accessLevel !== 'PRIVATE' && isWider) {
    await scanHistory(store, { pattern: before, acceptFindings: scan.acceptFindings });
  }
  return kept;
};

/**
 * What comes back after a deletion may stand at a wider level meanwhile, by a change of its lineage.
 *
 * @throws DomainError SECRET_FOUND where others could read a secret that nobody accepted
 */
export const scanReturn = async (store: Store, pattern: Pattern): Promise<void> => {
  if (pattern.accessLevel === 'PRIVATE' || pattern.status === 'DRAFT') return;
  const kept = await store.findings.kept({ patternId: pattern.id, revision: pattern.revision });
  refuseSecrets(
    kept.flatMap(({ finding, approval }) => (approval === undefined && isSecret(finding) ? [finding] : [])),
    ['private'],
  );
};
