import type { Caller, JsonObject } from '@tmws/domain';
import { LIMITS } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { Usage, UsageCursor } from '../ports/usage-repository.ts';

/** Which uses of a pattern are asked for. */
export interface ListUsageInput {
  readonly patternId: string;
  /** Undefined or empty: by any agent. */
  readonly agentId?: string | undefined;
  readonly since?: Date | undefined;
  /** `none`: only those without an outcome. */
  readonly outcome: 'any' | 'none';
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of uses. */
export interface ListUsageResult {
  readonly usages: readonly Usage[];
  readonly nextPageToken: string;
}

const cursorOf = (position: JsonObject | undefined): UsageCursor | undefined =>
  typeof position?.usedAt === 'number' && typeof position.id === 'string'
    ? { usedAt: new Date(position.usedAt), id: position.id }
    : undefined;

/** As many as fit into a page, one at least. */
const fitting = (usages: readonly Usage[]): readonly Usage[] => {
  let bytes = 0;
  const end = usages.findIndex((usage) => {
    bytes += Buffer.byteLength(JSON.stringify(usage));
    return bytes > LIMITS.pageBytes;
  });
  return end < 0 ? usages : usages.slice(0, Math.max(1, end));
};

/**
 * The uses of a readable pattern, newest first. Whoever reads the pattern sees all of them; one recorded meanwhile is
 * on no later page.
 *
 * @throws DomainError PATTERN_NOT_FOUND, INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listUsage = async (engine: Engine, caller: Caller, input: ListUsageInput): Promise<ListUsageResult> => {
  const size = pageSizeOf(input.pageSize);
  const parameters: JsonObject = JSON.parse(JSON.stringify({ ...input, pageToken: undefined }));
  const binding = { agentId: caller.agentId, parameters };
  const after = cursorOf(readPageToken(binding, input.pageToken));
  const { patternId, since, outcome } = input;
  const agentId = input.agentId === '' ? undefined : input.agentId;
  const found = await engine.unitOfWork.read(async (store) => {
    await findReadable(store, { engine, caller }, { patternId, action: 'ListUsage' });
    return store.usages.list({ patternId, agentId, since, outcome, after, limit: size + 1 });
  });
  const usages = fitting(found.slice(0, size));
  const last = usages.at(-1);
  const more = last !== undefined && found.length > usages.length;
  return {
    usages,
    nextPageToken: more ? writePageToken(binding, { usedAt: last.usedAt.getTime(), id: last.id }) : '',
  };
};
