import type { PastUse, PatternOrigin as PatternOriginMessage } from '@tmws/contract';
import type { OriginUse, PatternOrigin } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { readTime } from './read-time.ts';

const fromPastUse = ({ agentId, usedAt, executionTime, success, contextData, ...unread }: PastUse): OriginUse => {
  everyFieldIsRead(unread);
  return { agentId, usedAt: readTime('origin.uses.used_at', usedAt), executionTime, success, contextData };
};

const fromTotals = (totals: PatternOriginMessage['otherUses']): PatternOrigin['otherUses'] => {
  if (totals === undefined) return undefined;
  const { usageCount, ownerUsageCount, successCount, failureCount, lastUsedAt, ...unread } = totals;
  everyFieldIsRead(unread);
  const last = readTime('origin.other_uses.last_used_at', lastUsedAt);
  return { usageCount, ownerUsageCount, successCount, failureCount, lastUsedAt: last };
};

/** Where a new pattern comes from. @throws DomainError INVALID_FIELD */
export const fromPatternOrigin = (origin: PatternOriginMessage): PatternOrigin => {
  const { sourceId, createdAt, updatedAt, uses, otherUses, ...unread } = origin;
  everyFieldIsRead(unread);
  return {
    sourceId,
    createdAt: readTime('origin.created_at', createdAt),
    updatedAt: readTime('origin.updated_at', updatedAt),
    uses: uses.map(fromPastUse),
    otherUses: fromTotals(otherUses),
  };
};
