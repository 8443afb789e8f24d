import { AccessLevel, DataChangeKind, PatternStatus } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from '../../testing/run-line.ts';
import { type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

const ID = '0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77';
const OTHER = '0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a78';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: string, options: RunOptions = {}) =>
  runLine(line.split(' '), { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const kept = {
  id: ID,
  patternName: 'retry',
  version: '1.0.0',
  revision: 3,
  sharedWithAgents: ['bob', 'cid'],
  etag: '3',
};

describe('tmws pattern update', () => {
  test('sends the fields that it names, and no others', async () => {
    const asked: unknown[] = [];
    await serving({
      updatePattern: async (request) => {
        asked.push(request);
        return { pattern: kept };
      },
    });
    const { exitCode, stdout } = await run(
      `pattern update ${ID} --category db --status deprecated --clear tags --etag 2 --reason why`,
    );
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Updated retry 1.0.0') });
    const input = '{"learning_weight": 0, "subcategory": null}';
    expect((await run(`pattern update ${ID} --from -`, { input })).exitCode).toBe(0);
    expect(asked).toMatchObject([
      {
        patternId: ID,
        updateMask: ['category', 'status', 'tags'],
        category: 'db',
        status: PatternStatus.DEPRECATED,
        tags: [],
        etag: '2',
        reason: 'why',
      },
      { patternId: ID, updateMask: ['learning_weight', 'subcategory'], learningWeight: 0, subcategory: undefined },
    ]);
    expect((await run(`pattern update ${ID} --from - --category x`, { input })).exitCode).toBe(2);
    expect((await run(`pattern update ${ID} --from -`, { input: '{"nonsense": 1}' })).exitCode).toBe(6);
  });
});

describe('tmws pattern share', () => {
  test('adds and removes agents of the list as it is', async () => {
    const asked: unknown[] = [];
    await serving({
      getPattern: async () => ({ pattern: kept }),
      updatePattern: async (request) => {
        asked.push(request);
        return { pattern: kept };
      },
    });
    await run(`pattern share ${ID} --with dan --remove bob`);
    await run(`pattern share ${ID} --access-level team --accept-finding f1`);
    expect(asked).toMatchObject([
      {
        etag: '3',
        updateMask: ['shared_with_agents', 'access_level'],
        sharedWithAgents: ['cid', 'dan'],
        accessLevel: AccessLevel.SHARED,
      },
      { sharedWithAgents: ['bob', 'cid'], accessLevel: AccessLevel.TEAM, acceptFindings: ['f1'] },
    ]);
    expect((await run(`pattern share ${ID}`)).exitCode).toBe(2);
  });
});

describe('tmws pattern delete, undelete, purge and restore', () => {
  test('do what their rpcs do, and purge only with --yes', async () => {
    const done: unknown[] = [];
    await serving({
      listPatterns: async ({ deleted }) => ({ patterns: [{ ...kept, id: deleted ? OTHER : ID }] }),
      deletePattern: async ({ patternId }) => {
        done.push(['delete', patternId]);
        return { patternId };
      },
      undeletePattern: async ({ patternId }) => {
        done.push(['undelete', patternId]);
        return { pattern: kept };
      },
      purgePattern: async ({ patternId, reason }) => {
        done.push(['purge', patternId, reason]);
        return { patternId };
      },
      restoreRevision: async ({ patternId, revision }) => {
        done.push(['restore', patternId, revision]);
        return { pattern: kept };
      },
    });
    await run('pattern delete retry');
    await run('pattern undelete retry');
    const refused = await run('pattern purge retry');
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
    await run('pattern purge retry --yes --reason why');
    await run('pattern purge retry --deleted --yes');
    await run('pattern restore retry --revision 2');
    expect(done).toEqual([
      ['delete', ID],
      ['undelete', OTHER],
      ['purge', ID, 'why'],
      ['purge', OTHER, undefined],
      ['restore', ID, 2],
    ]);
  });

  test('change nothing for a name that fits several patterns [cli.ambiguous-name]', async () => {
    let changed = 0;
    await serving({
      listPatterns: async () => ({
        patterns: [
          { ...kept, lineageId: ID },
          { ...kept, id: OTHER, lineageId: OTHER },
        ],
      }),
      updatePattern: async () => {
        changed += 1;
        return {};
      },
      deletePattern: async () => {
        changed += 1;
        return {};
      },
    });
    for (const line of ['pattern show retry', 'pattern update retry --category x', 'pattern delete retry']) {
      const { exitCode, stderr } = await run(line);
      expect({ exitCode, both: stderr.includes(ID) && stderr.includes(OTHER) }).toEqual({ exitCode: 2, both: true });
    }
    expect(changed).toBe(0);
  });
});

describe('tmws pattern history and diff', () => {
  test('lists the revisions with number, author, time and reason [cli.pattern-history]', async () => {
    const createdAt = new Date('2026-01-02T03:04:05Z');
    const revision = (number: number) => ({ revision: number, agentId: 'ann', createdAt, reason: `reason ${number}` });
    await serving({ listRevisions: async () => ({ revisions: [4, 3, 2, 1].map(revision) }) });
    const { stdout } = await run(`pattern history ${ID}`);
    const rows = stdout.trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(/\s{2,}/))).toEqual(
      [4, 3, 2, 1].map((number) => [String(number), '2026-01-02 03:04:05Z', 'ann', `reason ${number}`]),
    );
  });

  test('prints the changed paths between two revisions [cli.pattern-diff]', async () => {
    const asked: unknown[] = [];
    await serving({
      getPattern: async () => ({ pattern: kept }),
      getRevision: async (request) => {
        asked.push(request);
        const change = { path: '/pattern_data/solution', kind: DataChangeKind.CHANGED, oldValue: 'a', newValue: 'b' };
        return { revision: { revision: request.revision }, changes: [change] };
      },
    });
    const { stdout } = await run(`pattern diff ${ID} 1 3`);
    expect(stdout).toBe('revision 1 to 3\n- /pattern_data/solution  a\n+ /pattern_data/solution  b\n');
    await run(`pattern diff ${ID}`);
    expect(asked).toMatchObject([
      { patternId: ID, revision: 3, compareTo: 1 },
      { patternId: ID, revision: 3, compareTo: 2 },
    ]);
    expect((await run(`pattern diff ${ID} one`)).exitCode).toBe(2);
  });
});
