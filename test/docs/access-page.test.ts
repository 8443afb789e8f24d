import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type AccessConsiderations,
  type AccessLevel,
  type Caller,
  canChange,
  canRead,
  chooseAccessLevel,
} from '@tmws/domain';
import { buildCaller, buildPattern } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../harness/run.ts';
import { tableOf } from './table-of.ts';

const page = await readFile(path.join(REPOSITORY, 'docs/security.md'), 'utf8');

const pattern = (accessLevel: AccessLevel) =>
  buildPattern({ id: 'p', agentId: 'owner', namespace: 'team-a', accessLevel, sharedWithAgents: ['shared'] });

const elsewhere = { namespace: 'team-b', memberships: [{ namespace: 'team-b', role: 'member' }] } as const;

/** Everybody that a row of the table can speak of. */
const CALLERS: Readonly<Record<string, Caller>> = {
  owner: buildCaller({ agentId: 'owner', ...elsewhere }),
  member: buildCaller({ agentId: 'member' }),
  shared: buildCaller({ agentId: 'shared', ...elsewhere }),
  stranger: buildCaller({ agentId: 'stranger', ...elsewhere }),
  admin: buildCaller({ agentId: 'admin', ...elsewhere, systemAdmin: true }),
};

/** Who the words of the table mean. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  owner: ['owner'],
  'owner, members of the pattern’s namespace': ['owner', 'member'],
  'owner, the agents in `shared_with_agents`': ['owner', 'shared'],
  'every agent': ['owner', 'member', 'shared', 'stranger', 'admin'],
  'system admins': ['admin'],
};

const meant = (words: string): readonly string[] | undefined => MEANT[words.replace("'", '’')];

const who = (may: (caller: Caller) => boolean): readonly string[] =>
  Object.entries(CALLERS)
    .filter(([, caller]) => may(caller))
    .map(([name]) => name);

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  'PRIVATE (default)': 'PRIVATE',
  TEAM: 'TEAM',
  SHARED: 'SHARED',
  PUBLIC: 'PUBLIC',
  SYSTEM: 'SYSTEM',
};

const IF: Readonly<Record<string, readonly AccessConsiderations[]>> = {
  'is experimental, or work in progress': [{ isExperimental: true }, { isWorkInProgress: true }],
  'is specific to a team': [{ isTeamSpecific: true }],
  'involves coordination of teams': [{ involvesCrossTeamCoordination: true }],
  'is a universal best practice': [{ isUniversalBestPractice: true }],
  'is a security policy, or a compliance requirement': [{ isSecurityPolicy: true }, { isComplianceRequirement: true }],
  'is none of these': [{}],
};

test('the page on security says who reads and changes at each level as the gate decides, and how to choose one [docs.access]', () => {
  const rows = tableOf(page, 'level');
  expect(rows.map(([level = '']) => LEVELS[level])).toEqual(['PRIVATE', 'TEAM', 'SHARED', 'PUBLIC', 'SYSTEM']);
  for (const [level = '', reads = '', changes = ''] of rows) {
    const subject = pattern(LEVELS[level] ?? 'PRIVATE');
    expect([level, who((caller) => canRead(caller, subject))]).toEqual([level, meant(reads)]);
    expect([level, who((caller) => canChange(caller, subject))]).toEqual([level, meant(changes)]);
  }
  const choices = tableOf(page, 'if the pattern');
  expect(choices.map(([words]) => words)).toEqual(Object.keys(IF));
  for (const [words = '', level] of choices) {
    for (const considered of IF[words] ?? []) expect([words, chooseAccessLevel(considered)]).toEqual([words, level]);
  }
});
