import { PatternChangeKind, type WatchPatternsRequest, type WatchPatternsResponse } from '@tmws/contract';
import type { WatchEvent, WatchKind, WatchPatternsInput } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';

const CHANGE_KIND_NUMBERS = {
  CREATED: PatternChangeKind.CREATED,
  UPDATED: PatternChangeKind.UPDATED,
  DELETED: PatternChangeKind.DELETED,
  APPEARED: PatternChangeKind.APPEARED,
  DISAPPEARED: PatternChangeKind.DISAPPEARED,
  CAUGHT_UP: PatternChangeKind.CAUGHT_UP,
} as const satisfies Record<WatchKind, PatternChangeKind>;

/** Which changes WatchPatterns asks for. */
export const fromWatchPatternsRequest = (request: WatchPatternsRequest): WatchPatternsInput => {
  const { resumeToken, namespace, owner, category, ...unread } = request;
  everyFieldIsRead(unread);
  return { resumeToken, namespace, agentId: owner, category };
};

/** One message of WatchPatterns. */
export const toWatchPatternsResponse = (event: WatchEvent): WatchPatternsResponse => ({
  kind: CHANGE_KIND_NUMBERS[event.kind],
  patternId: event.patternId,
  pattern: event.pattern === undefined ? undefined : toPattern(event.pattern, 'BASIC'),
  changedAt: event.at,
  resumeToken: event.resumeToken,
});
