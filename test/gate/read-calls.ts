import type { Caller } from '@tmws/domain';
import {
  applyPattern,
  compareVersions,
  type Engine,
  getNamespace,
  getPattern,
  getPatternAnalytics,
  getProposal,
  getRevision,
  getSkill,
  getStatus,
  lintPattern,
  listPatterns,
  listProposals,
  listRevisions,
  listSkills,
  listUsage,
  listVersions,
  readSkillFile,
  recommendPatterns,
  SEARCH_MODES,
  searchPatterns,
  suggestLearningOpportunities,
  type WatchEvent,
  watchPatterns,
} from '@tmws/engine';
import { asSkill, everyPage, exported, renderedFrom } from './answer-of.ts';
import { AREAS } from './leak-world.ts';

/** Calls by what they ask, in the order in which they are made. */
export type Calls = ReadonlyMap<string, () => Promise<unknown>>;

/** What is named in calls: ids of everything in the fuller world. */
export interface Named {
  readonly patternIds: readonly string[];
  readonly proposalIds: readonly string[];
  readonly useIds: readonly string[];
  readonly applicationIds: readonly string[];
}

const REQUESTS = ['retry a failed call', 'lock the row', 'cursor 再試行'];
const PAGE = { pageSize: 4, pageToken: '' };

/** Follows a stream until it has told all earlier changes. */
export const watched = async (engine: Engine, caller: Caller, resumeToken: string): Promise<readonly WatchEvent[]> => {
  const events: WatchEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of watchPatterns(engine, caller, { resumeToken, signal })) {
    events.push(event);
    if (event.kind === 'CAUGHT_UP') break;
  }
  return events;
};

const ofPattern = (
  engine: Engine,
  caller: Caller,
  patternId: string,
): readonly (readonly [string, () => Promise<unknown>])[] => [
  [`get ${patternId}`, () => getPattern(engine, caller, { patternId })],
  [
    `versions ${patternId}`,
    () => everyPage((pageToken) => listVersions(engine, caller, { patternId, pageSize: 1, pageToken })),
  ],
  [
    `revisions ${patternId}`,
    () => everyPage((pageToken) => listRevisions(engine, caller, { patternId, pageSize: 1, pageToken })),
  ],
  [`revision ${patternId}`, () => getRevision(engine, caller, { patternId, revision: 1 })],
  [
    `uses ${patternId}`,
    () => everyPage((pageToken) => listUsage(engine, caller, { patternId, outcome: 'any', pageSize: 3, pageToken })),
  ],
  [`lint ${patternId}`, () => lintPattern(engine, caller, { patternId })],
  [`skill ${patternId}`, () => getSkill(engine, caller, asSkill(patternId))],
  [`export ${patternId}`, () => exported(engine, caller, [patternId])],
  [`validate ${patternId}`, () => renderedFrom(engine, caller, patternId)],
  [`file ${patternId}`, () => readSkillFile(engine, caller, { ...asSkill(patternId), path: 'SKILL.md' })],
  [`proposals ${patternId}`, () => listProposals(engine, caller, { ...PAGE, patternId })],
  [
    `apply id:${patternId}`,
    () => applyPattern(engine, caller, { patternQuery: `id:${patternId}`, context: '', excludeIds: [] }),
  ],
];

const listings = (engine: Engine, caller: Caller): readonly (readonly [string, () => Promise<unknown>])[] => [
  ...[
    {},
    { category: AREAS[0] },
    { namespace: 'team-b' },
    { agentId: 'bob' },
    { statuses: ['DRAFT'] },
    { deleted: true },
  ].map(
    (filter) =>
      [
        `list ${JSON.stringify(filter)}`,
        () => everyPage((pageToken) => listPatterns(engine, caller, { ...PAGE, ...filter, pageToken })),
      ] as const,
  ),
  ...['', ...REQUESTS].flatMap((query) =>
    SEARCH_MODES.flatMap((mode) =>
      (['heads', 'all'] as const).map(
        (versions) =>
          [
            `search ${mode} ${versions} ${query}`,
            () =>
              everyPage((pageToken) =>
                searchPatterns(engine, caller, { ...PAGE, query, mode, versions, pageToken, contentBytes: 1_000 }),
              ),
          ] as const,
      ),
    ),
  ),
  ['export', () => exported(engine, caller, [])],
  ...[true, false, undefined].map(
    (serveAsSkill) =>
      [
        `skills ${serveAsSkill}`,
        () =>
          everyPage((pageToken) =>
            listSkills(engine, caller, {
              ...PAGE,
              namespace: undefined,
              agentId: undefined,
              patternName: undefined,
              serveAsSkill,
              pageToken,
            }),
          ),
      ] as const,
  ),
  ...[{}, { state: 'OPEN' as const }, { agentId: 'cid' }, { owner: 'bob' }].map(
    (filter) =>
      [
        `proposals ${JSON.stringify(filter)}`,
        () => everyPage((pageToken) => listProposals(engine, caller, { ...PAGE, ...filter, pageToken })),
      ] as const,
  ),
];

/** Numbers and advice. */
export const aggregates = (engine: Engine, caller: Caller): readonly (readonly [string, () => Promise<unknown>])[] => [
  ...[undefined, { task: 'retry a failed call' }].map(
    (contextData) =>
      [
        `recommend ${JSON.stringify(contextData)}`,
        () => everyPage((pageToken) => recommendPatterns(engine, caller, { contextData, pageSize: 3, pageToken })),
      ] as const,
  ),
  ...[{}, { days: 5 }, { category: AREAS[1] }, { namespace: 'team-b' }, { agentId: 'bob' }].map(
    (filter) => [`analytics ${JSON.stringify(filter)}`, () => getPatternAnalytics(engine, caller, filter)] as const,
  ),
  ...['', 'team-a', 'team-b'].map(
    (namespace) => [`suggest ${namespace}`, () => suggestLearningOpportunities(engine, caller, { namespace })] as const,
  ),
  ...['team-a', 'team-b'].map(
    (name) =>
      [
        `namespace ${name}`,
        async () => {
          const { memberCount, patternCount } = await getNamespace(engine, caller, name);
          return { memberCount, patternCount };
        },
      ] as const,
  ),
  [
    'status',
    async () => {
      const { patternCount, skillCount, index, degradedReasons } = await getStatus(engine, caller);
      return { patternCount, skillCount, rows: index.rows, degradedReasons };
    },
  ],
];

/** Every use case that reads, about everything that is named. */
export const readCalls = (engine: Engine, caller: Caller, named: Named): Calls =>
  new Map([
    ...named.patternIds.flatMap((patternId) => ofPattern(engine, caller, patternId)),
    ...named.patternIds.map(
      (newPatternId, index) =>
        [
          `compare ${newPatternId}`,
          () => {
            const oldPatternId = named.patternIds[(index * 7) % named.patternIds.length] ?? '';
            return compareVersions(engine, caller, { oldPatternId, newPatternId });
          },
        ] as const,
    ),
    ...named.proposalIds.map(
      (proposalId) => [`proposal ${proposalId}`, () => getProposal(engine, caller, { proposalId })] as const,
    ),
    ...listings(engine, caller),
    ...aggregates(engine, caller),
    ...REQUESTS.map(
      (patternQuery) =>
        [
          `apply ${patternQuery}`,
          () => applyPattern(engine, caller, { patternQuery, context: 'a queue', minSimilarity: 0.2, excludeIds: [] }),
        ] as const,
    ),
  ]);
