import { cleanSlug } from './clean-text.ts';
import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyCounts, LegacyPattern } from './legacy-pattern.ts';
import type { PartialOrigin } from './partial-messages.ts';
import { contextOf, type LegacyUse } from './usage-history.ts';

/** So many uses of a pattern are kept each by itself. */
const MOST_USES = 10_000;
const CONTEXT_BYTES = 64 * 1024;

/** Who brings a pattern along. */
export interface Importer {
  readonly agentId: string;
  readonly systemAdmin: boolean;
  /** Whether the pattern stays its owner's. */
  readonly keepsOwner: boolean;
}

type PastUse = NonNullable<PartialOrigin['uses']>[number];

/** Outcomes of uses that are in no history, so that all together have the rate that the row shows. */
const otherOutcomes = (
  { usageCount, outcomes }: LegacyCounts,
  known: { readonly uses: number; readonly successes: number },
): { readonly successCount: number; readonly failureCount: number } => {
  const others = usageCount - known.uses;
  if (outcomes.kind === 'counts') {
    const successCount = Math.min(others, outcomes.successCount);
    return { successCount, failureCount: Math.min(others - successCount, outcomes.failureCount) };
  }
  // A rate of 0 is what uses without any known outcome have there too.
  if (outcomes.successRate === 0) return { successCount: 0, failureCount: 0 };
  const successes = Math.round(outcomes.successRate * usageCount) - known.successes;
  const successCount = Math.min(others, Math.max(0, successes));
  return { successCount, failureCount: others - successCount };
};

const toPastUse = (
  use: LegacyUse,
  { owner, findings }: { readonly owner: string | undefined; readonly findings: LegacyFindings },
): PastUse => {
  const { agentId, usedAt, executionTime, success } = use;
  const contextData = contextOf(use);
  const isTooLong = contextData !== undefined && Buffer.byteLength(JSON.stringify(contextData)) > CONTEXT_BYTES;
  if (isTooLong) findings.warn('context_left_out', 'The context of a use is larger than 64 KiB.', 'Left out.');
  const isByOwner = agentId === undefined || agentId === owner;
  return {
    agentId: isByOwner ? undefined : cleanSlug(agentId),
    usedAt,
    executionTime,
    success,
    contextData: isTooLong ? undefined : contextData,
  };
};

const byTime = (a: LegacyUse, b: LegacyUse): number => b.usedAt.getTime() - a.usedAt.getTime();

/** What an agent that is no system admin may bring along: its own uses. */
const ownHistory = (
  pattern: LegacyPattern,
  uses: readonly LegacyUse[],
  { importer, findings }: { readonly importer: Importer; readonly findings: LegacyFindings },
): readonly LegacyUse[] => {
  const own = uses.filter(({ agentId }) => agentId === undefined || agentId === importer.agentId);
  const left = Math.max(pattern.counts.usageCount, uses.length) - own.length;
  if (left > 0) {
    findings.warn(
      'uses_left_out',
      `${left} uses are of others, or only counted; a system admin brings them along.`,
      'Left out; their numbers are in pattern_data.legacy.',
    );
  }
  return own;
};

/** Dates, counts and history of a pattern, as far as the caller may bring them along. */
export const toOrigin = (
  pattern: LegacyPattern,
  history: readonly LegacyUse[],
  context: { readonly importer: Importer; readonly findings: LegacyFindings },
): PartialOrigin => {
  const { importer, findings } = context;
  const { sourceId, createdAt, updatedAt, counts, owner } = pattern;
  const allowed = importer.systemAdmin ? history : ownHistory(pattern, history, context);
  const kept = allowed.length > MOST_USES ? allowed.toSorted(byTime).slice(0, MOST_USES) : allowed;
  if (kept.length < allowed.length) {
    findings.warn('history_cut', `The history has ${allowed.length} uses.`, `The newest ${MOST_USES} are kept each.`);
  }
  const uses = kept.map((use) => toPastUse(use, { owner, findings }));
  const usageCount = Math.max(counts.usageCount, allowed.length);
  const others = importer.systemAdmin ? usageCount - kept.length : 0;
  if (others === 0) return { sourceId, createdAt, updatedAt, uses };
  if (history.length > 0) {
    findings.info('counted_only', `${usageCount} uses are counted, ${kept.length} are in the history.`, 'Both kept.');
  }
  const successes = kept.filter(({ success }) => success === true).length;
  const ownNames = importer.keepsOwner ? [undefined] : [undefined, importer.agentId];
  const ownUses = uses.filter(({ agentId }) => ownNames.includes(agentId)).length;
  return {
    sourceId,
    createdAt,
    updatedAt,
    uses,
    otherUses: {
      usageCount: others,
      ownerUsageCount: Math.min(others, Math.max(0, counts.ownerUsageCount - ownUses)),
      ...otherOutcomes({ ...counts, usageCount }, { uses: kept.length, successes }),
      lastUsedAt: counts.lastUsedAt,
    },
  };
};
