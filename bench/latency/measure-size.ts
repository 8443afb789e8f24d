import { randomUUID } from 'node:crypto';
import type { TmwsClient } from '@tmws/client';
import { GetPatternRequest, GetPatternResponse, SearchMode } from '@tmws/contract';
import type { CoreProcess } from './core-process.ts';
import { measureCalls } from './floors.ts';
import { connectRaw } from './raw-calls.ts';
import { SHARES, syntheticPattern, syntheticQueries } from './synthetic-patterns.ts';
import { type Times, timeEach, timeRepeated } from './timing.ts';

/** One call at a time, and calls a second with 64 under way. */
export interface CallFigures {
  readonly times: Times;
  readonly perSecond: number;
}

/** What the product takes on a folder of some number of patterns. */
export interface SizeFigures {
  readonly patterns: number;
  /** Ten hits, every request a new one. */
  readonly search: Times;
  /** The same requests again: their vectors are remembered. */
  readonly searchRemembered: Times;
  /** Fifty hits, the default, requests remembered. */
  readonly searchFifty: Times;
  /** By words alone, ten hits. */
  readonly searchWords: Times;
  /** Remembered requests under filters that pass a tenth, a hundredth, and ten of the patterns. */
  readonly filtered: Readonly<Record<keyof typeof SHARES, Times>>;
  readonly create: Times;
  /** How many of the created patterns were found by meaning when the call returned, 0–1. */
  readonly createdByMeaning: number;
  readonly recordUse: Times;
  /** By the product's own client. */
  readonly get: CallFigures;
  /** By a bare gRPC client, as the echo is asked. */
  readonly getBare: CallFigures;
  /** WhoAmI by the bare client: a call of the core that reads nothing. */
  readonly whoAmIBare: CallFigures;
  /** Bytes of an answer of GetPattern. */
  readonly getBytes: number;
  /** Resident memory of the core afterwards, in MB. */
  readonly memory: number;
}

const QUERIES = 60;
const CREATES = 40;
const USES = 200;
const GETS = 1_000;
const HITS = 10;

const GET_PATTERN = '/tmws.learning.v1.PatternService/GetPattern';
const WHO_AM_I = '/tmws.learning.v1.AccessService/WhoAmI';

const search = (
  client: TmwsClient,
  queryText: string,
  more: { mode?: SearchMode; pageSize?: number; subcategory?: string } = {},
) => client.patterns.searchPatterns({ queryText, pageSize: HITS, ...more });

const measureSearches = async (
  client: TmwsClient,
  patterns: number,
): Promise<Pick<SizeFigures, 'search' | 'searchRemembered' | 'searchFifty' | 'searchWords' | 'filtered'>> => {
  await timeEach(syntheticQueries(15, patterns + 1), (query) => search(client, query));
  const queries = syntheticQueries(QUERIES, patterns + 2);
  const filtered = (share: keyof typeof SHARES): Promise<Times> =>
    timeEach(queries, (query) => search(client, query, { subcategory: SHARES[share] }));
  return {
    search: await timeEach(queries, async (query) => {
      const { degraded, degradedReason } = await search(client, query);
      if (degraded) throw new Error(`A search was degraded: ${degradedReason}`);
    }),
    searchRemembered: await timeEach([...queries, ...queries], (query) => search(client, query)),
    searchFifty: await timeEach(queries, (query) => search(client, query, { pageSize: 0 })),
    searchWords: await timeEach(queries, (query) => search(client, query, { mode: SearchMode.LEXICAL })),
    filtered: {
      tenth: await filtered('tenth'),
      hundredth: await filtered('hundredth'),
      ten: await filtered('ten'),
    },
  };
};

const measureCreates = async (
  client: TmwsClient,
  patterns: number,
): Promise<Pick<SizeFigures, 'create' | 'createdByMeaning'>> => {
  let byMeaning = 0;
  const create = await timeRepeated(CREATES, async (place) => {
    const { patternData, category } = syntheticPattern(patterns * 10 + place);
    const answer = await client.patterns.createPattern({
      patternName: `created-${randomUUID()}`,
      category,
      patternData: { ...patternData },
    });
    if (!answer.searchableByWords) throw new Error('A created pattern was not found by words.');
    byMeaning += Number(answer.searchableByMeaning);
  });
  return { create, createdByMeaning: byMeaning / CREATES };
};

const measureGets = async (
  { client, socket }: CoreProcess,
  patterns: number,
): Promise<Pick<SizeFigures, 'get' | 'getBare' | 'whoAmIBare' | 'getBytes'>> => {
  const idAt = (place: number): string => syntheticPattern((place * 7_919) % patterns).id;
  const ids = Array.from({ length: GETS }, (_, place) => idAt(place));
  const requests = ids.map((patternId) =>
    GetPatternRequest.encode({ patternId, requestingAgentId: undefined, asAdmin: false }).finish(),
  );
  using bare = connectRaw(socket);
  const getBare = (place: number): Promise<Uint8Array> =>
    bare.call(GET_PATTERN, requests[place % GETS] ?? new Uint8Array());
  const answer = await getBare(0);
  if (GetPatternResponse.decode(answer).pattern?.id !== ids[0]) throw new Error('GetPattern gave another pattern.');
  return {
    getBytes: answer.length,
    get: await measureCalls(GETS, (place) => client.patterns.getPattern({ patternId: ids[place % GETS] ?? '' })),
    getBare: await measureCalls(GETS, getBare),
    whoAmIBare: await measureCalls(GETS, () => bare.call(WHO_AM_I, new Uint8Array())),
  };
};

/** Measures everything on a core whose folder is filled and settled. The folder is not quite the same afterwards. */
export const measureSize = async (core: CoreProcess, patterns: number): Promise<SizeFigures> => {
  const { client } = core;
  const searches = await measureSearches(client, patterns);
  const gets = await measureGets(core, patterns);
  const recordUse = await timeRepeated(USES, (place) =>
    client.usage.recordUsage({
      patternId: syntheticPattern((place * 31) % patterns).id,
      executionTime: 1.5,
      success: place % 4 !== 0,
    }),
  );
  const creates = await measureCreates(client, patterns);
  return { patterns, ...searches, ...gets, recordUse, ...creates, memory: core.memory() };
};
