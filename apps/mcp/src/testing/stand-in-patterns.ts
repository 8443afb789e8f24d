import { rmSync } from 'node:fs';
import {
  PatternChangeKind,
  PatternServiceDefinition,
  type SearchPatternsRequest,
  SearchPatternsResponse,
  type WatchPatternsRequest,
  WatchPatternsResponse,
} from '@tmws/contract';
import { createServer, ServerError, Status } from 'nice-grpc';
import { refusal } from './stand-in-core.ts';

const { searchPatterns, watchPatterns } = PatternServiceDefinition.methods;
const PATTERNS = { ...PatternServiceDefinition, methods: { searchPatterns, watchPatterns } } as const;

/** A core in this process whose patterns, by name alone, and changes a test decides. */
export interface StandInPatterns extends AsyncDisposable {
  /** Every request to watch as it came in. */
  readonly watches: readonly WatchPatternsRequest[];
  /** Streams that are open. */
  streams(): number;
  /** Tells every open stream of a change of the pattern; the token is what it resumes after. */
  tell(patternId: string, resumeToken: string): void;
  /** Breaks every open stream, as a core that ends does. */
  break(): void;
  /** Every request to search as it came in. */
  readonly searches: readonly SearchPatternsRequest[];
  /** Names of the patterns that every search finds, best first; the id of each is `id of` its name. */
  names: readonly string[];
  /** Whether the next stream that resumes is refused, because the core has forgotten. */
  forgets: boolean;
}

/** Starts a stand-in core on the socket. */
export const startStandInPatterns = async (socket: string): Promise<StandInPatterns> => {
  const watches: WatchPatternsRequest[] = [];
  const searches: SearchPatternsRequest[] = [];
  const open = new Set<(change: WatchPatternsResponse | undefined) => void>();
  const server = createServer();
  const core: StandInPatterns = {
    watches,
    searches,
    names: [],
    streams: () => open.size,
    tell: (patternId, resumeToken) => {
      const kind = PatternChangeKind.UPDATED;
      for (const hear of open) hear(WatchPatternsResponse.fromPartial({ kind, patternId, resumeToken }));
    },
    break: () => {
      for (const hear of open) hear(undefined);
    },
    forgets: false,
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      rmSync(socket, { force: true });
    },
  };
  server.add(PATTERNS, {
    searchPatterns: async (request) => {
      searches.push(request);
      const begin = Number(request.pageToken);
      const end = begin + request.pageSize;
      return SearchPatternsResponse.fromPartial({
        hits: core.names
          .slice(begin, end)
          .map((patternName) => ({ pattern: { patternName, id: `id of ${patternName}` } })),
        nextPageToken: end < core.names.length ? String(end) : '',
      });
    },
    watchPatterns: async function* (request, context) {
      watches.push(request);
      if (core.forgets && request.resumeToken !== '') {
        throw refusal(context, Status.INVALID_ARGUMENT, { reason: 'RESUME_TOKEN_INVALID', message: 'Too old.' });
      }
      const told: (WatchPatternsResponse | undefined)[] = [];
      let wake = (): void => {};
      const hear = (change: WatchPatternsResponse | undefined): void => {
        told.push(change);
        wake();
      };
      open.add(hear);
      context.signal.addEventListener('abort', () => hear(undefined));
      try {
        yield WatchPatternsResponse.fromPartial({ kind: PatternChangeKind.CAUGHT_UP, resumeToken: 'begun' });
        for (;;) {
          for (const change of told.splice(0)) {
            if (change === undefined) throw new ServerError(Status.UNAVAILABLE, 'The core ends.');
            yield change;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        open.delete(hear);
      }
    },
  });
  await server.listen(`unix:${socket}`);
  return core;
};
