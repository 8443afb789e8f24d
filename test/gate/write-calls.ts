import type { Caller } from '@tmws/domain';
import {
  acceptProposal,
  approvePattern,
  batchCreatePatterns,
  createPattern,
  createProposal,
  createVersion,
  deletePattern,
  type Engine,
  evolvePattern,
  learnPattern,
  recordUsage,
  rejectProposal,
  restoreRevision,
  setUsageOutcome,
  undeletePattern,
  updatePattern,
} from '@tmws/engine';
import type { Calls, Named } from './read-calls.ts';

const DATA = {
  description: 'Retry a failed call with growing pauses until the queue behind it answers again',
  by: 'me',
};

const onPattern = (
  engine: Engine,
  caller: Caller,
  patternId: string,
): readonly (readonly [string, () => Promise<unknown>])[] => [
  [`use ${patternId}`, () => recordUsage(engine, caller, { patternId, success: true, executionTime: 2 })],
  [`propose ${patternId}`, () => createProposal(engine, caller, { patternId, changes: { note: 'Shorter.' } })],
  [
    `evolve ${patternId}`,
    () => evolvePattern(engine, caller, { patternId, evolutionData: { learned: 'more' }, successFeedback: false }),
  ],
  [`update ${patternId}`, () => updatePattern(engine, caller, { patternId, change: { subcategory: 'new' } })],
  [`restore ${patternId}`, () => restoreRevision(engine, caller, { patternId, revision: 1 })],
  [`approve ${patternId}`, () => approvePattern(engine, caller, { patternId, acceptFindings: [] })],
  [
    `version under ${patternId}`,
    () =>
      createPattern(engine, caller, {
        patternName: 'child',
        category: 'c',
        version: '60.0.0',
        parentPatternId: patternId,
        patternData: DATA,
      }),
  ],
  [`delete ${patternId}`, () => deletePattern(engine, caller, { patternId })],
  [`undelete ${patternId}`, () => undeletePattern(engine, caller, { patternId })],
];

/** New versions, which are of few patterns: more than a search looks at would say nothing of what is hidden. */
const versionsOf = (
  engine: Engine,
  caller: Caller,
  patternId: string,
): readonly (readonly [string, () => Promise<unknown>])[] => [
  [
    `evolve to a version ${patternId}`,
    () => evolvePattern(engine, caller, { patternId, evolutionData: { learned: 'most' }, bump: 'MINOR' }),
  ],
  [
    `version of ${patternId}`,
    () => createVersion(engine, caller, { patternId, newVersion: '50.0.0', patternData: DATA }),
  ],
];

const byName = (
  engine: Engine,
  caller: Caller,
  name: string,
): readonly (readonly [string, () => Promise<unknown>])[] => {
  const fresh = { patternName: name, category: 'queues', patternData: DATA };
  return [
    [`create ${name}`, () => createPattern(engine, caller, fresh)],
    [`create ${name} 1.5.0`, () => createPattern(engine, caller, { ...fresh, version: '1.5.0', accessLevel: 'TEAM' })],
    [`learn ${name}`, () => learnPattern(engine, caller, { ...fresh, patternContent: DATA.description, examples: [] })],
    [
      `batch ${name}`,
      () =>
        batchCreatePatterns(engine, caller, {
          items: [fresh, { ...fresh, patternName: `${name} 2` }],
          mode: 'itemwise',
        }),
    ],
  ];
};

/** Every use case that writes, on everything that is named, and creations under each of the names. */
export const writeCalls = (
  engine: Engine,
  caller: Caller,
  named: Named & { readonly names: readonly string[] },
): Calls =>
  new Map([
    ...named.names.flatMap((name) => byName(engine, caller, name)),
    ...named.names.flatMap((change) =>
      named.patternIds
        .slice(0, 12)
        .map(
          (patternId) =>
            [
              `rename ${patternId} to ${change}`,
              () => updatePattern(engine, caller, { patternId, change: { patternName: change } }),
            ] as const,
        ),
    ),
    ...named.useIds.map(
      (usageId) =>
        [`outcome of ${usageId}`, () => setUsageOutcome(engine, caller, { usageId, success: true })] as const,
    ),
    ...named.applicationIds.flatMap((applicationId) =>
      named.patternIds
        .slice(0, 6)
        .map(
          (patternId) =>
            [
              `use ${patternId} of ${applicationId}`,
              () => recordUsage(engine, caller, { patternId, applicationId, success: true }),
            ] as const,
        ),
    ),
    ...named.proposalIds.map(
      (proposalId, index) =>
        [
          `decide ${proposalId}`,
          () => (index % 2 === 0 ? acceptProposal : rejectProposal)(engine, caller, { proposalId }),
        ] as const,
    ),
    ...named.patternIds
      .filter((_, place) => place % 4 === 0)
      .flatMap((patternId) => versionsOf(engine, caller, patternId)),
    ...named.patternIds.flatMap((patternId) => onPattern(engine, caller, patternId)),
  ]);
