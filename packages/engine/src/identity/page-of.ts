import type { Caller, JsonObject } from '@tmws/domain';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';

/** What every listing asks for besides its filters. */
export interface PageInput {
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of a listing. */
export interface PageOf<T> {
  readonly items: readonly T[];
  /** Empty: this was the last one. */
  readonly nextPageToken: string;
}

/** How a listing is read. */
export interface PageReading<T> {
  /** Name of the rpc: a token of one listing is none of another. */
  readonly rpc: string;
  /** At most `limit` items after the position of a token. */
  readonly read: (position: JsonObject | undefined, limit: number) => Promise<readonly T[]>;
  readonly positionOf: (last: T) => JsonObject;
}

/**
 * Reads one page, and one item more to know whether there is a next one.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const pageOf = async <T>(
  caller: Caller,
  input: PageInput,
  { rpc, read, positionOf }: PageReading<T>,
): Promise<PageOf<T>> => {
  const size = pageSizeOf(input.pageSize);
  const parameters: JsonObject = JSON.parse(JSON.stringify({ ...input, rpc, pageToken: undefined }));
  const binding = { agentId: caller.agentId, parameters };
  const found = await read(readPageToken(binding, input.pageToken), size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  const nextPageToken = found.length > size && last !== undefined ? writePageToken(binding, positionOf(last)) : '';
  return { items, nextPageToken };
};

/** A text in the position of a token. */
export const textIn = (position: JsonObject | undefined, name: string): string | undefined => {
  const value = position?.[name];
  return typeof value === 'string' ? value : undefined;
};
