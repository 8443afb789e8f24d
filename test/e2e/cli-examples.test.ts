import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { COMMAND_TABLE } from '@tmws/cli';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finished, run } from '../harness/run.ts';
import { type Shell, shellWithTmws } from '../harness/shell-with-tmws.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';
import { tmwsInProcess } from '../harness/tmws-in-process.ts';

let home: TmwsHome;
let folder: TemporaryFolder;
let shell: Shell;

/** An id in an example stands for one of the reader's own: here for one of what was prepared. */
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  shell = await shellWithTmws(folder.path, home.env);
  await writeFile(path.join(folder.path, 'note.txt'), 'VACUUM helped.');
  await writeFile(path.join(folder.path, 'next.json'), '{"description": "Retry, but seldom"}');
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** Words that only a shell understands, files of the working folder, and commands that begin or end the core, which is to be the built one. */
const NEEDS_SHELL = /[|<>$]|@next|--html|^tmws (?:start|stop|doctor)/;

/** What a shell makes of a line's quotes. */
const wordsOf = async (line: string): Promise<readonly string[]> =>
  (await run('bash', ['--norc', '-c', `printf '%s\\0' ${line}`])).stdout.split('\0').slice(1, -1);

/** Runs a line as typed; what needs no shell runs in this process, which is much faster. */
const typed = async (line: string): Promise<Finished> => {
  if (NEEDS_SHELL.test(line)) return shell(line);
  return tmwsInProcess(await wordsOf(line), home.env);
};

/** Runs what a user would have done before, whatever becomes of it, and gives its answer. */
const json = async (line: string) => {
  const { stdout } = await typed(`${line} --json`);
  return stdout === '' ? {} : JSON.parse(stdout);
};

const pattern = async (name: string): Promise<string> =>
  (await json(`tmws pattern create --name ${name} --category c --data '{"description":"Do it"}'`)).pattern?.id;

const proposal = async (): Promise<string> => {
  const client = await home.client();
  const { patterns } = await client.patterns.listPatterns({ patternName: 'retry-with-jitter' });
  const other = await home.client('hestia-auditor');
  const patternId = patterns.find(({ isHead }) => isHead)?.id ?? '';
  const { proposal: made } = await other.proposals.createProposal({
    patternId,
    changes: { description: 'Retry', budget: Math.random() },
    note: 'Better',
  });
  return made?.id ?? '';
};

const key = async (): Promise<string> => (await json('tmws key create')).api_key.id;

/** A pattern as an import leaves it that the safety scan flags; gives the id of the finding. */
const flagged = async (name: string): Promise<string> => {
  const id = await pattern(name);
  await json(`tmws pattern update ${name} --status draft`);
  const finding = randomUUID();
  const database = new Database(path.join(home.dataDir, 'tmws.db'));
  database
    .prepare(
      `insert into findings
         (id, pattern_id, revision, kind, code, rule_id, severity, field, file, line, text, done, is_held, created_at)
       values
         (?, ?, 2, 'scan', 'injection', 'injection', 'warning', '', 'SKILL.md', 3, 'It gives orders.', '', 1, 0)`,
    )
    .run(finding, id);
  database.close();
  return finding;
};

let purged = 0;

/** What must be there before an example, by its beginning; gives the id that stands for the one in the line. */
const PREPARED: Readonly<Record<string, () => Promise<string | undefined>>> = {
  'tmws search': () => home.client().then(() => undefined),
  'tmws status': () => home.client().then(() => undefined),
  'tmws pattern update retry ': () => pattern('retry'),
  'tmws pattern diff retry-with-jitter 1 3': () =>
    json('tmws pattern update retry-with-jitter --tag network').then(() => undefined),
  'tmws pattern purge': () => pattern(`purge-${purged++}`),
  'tmws pattern approve': () => flagged('imported-skill'),
  'tmws pattern transfer': () => json('tmws agent create build-bot').then(() => undefined),
  'tmws version create retry-with-jitter --bump': () =>
    json('tmws pattern transfer retry-with-jitter tester').then(() => undefined),
  'tmws version create retry-with-jitter@1.0.0': async () => {
    await json(`tmws version create retry-with-jitter --version 2.0.0 --data '{"description":"Retry"}'`);
    return undefined;
  },
  'tmws proposal show': proposal,
  'tmws proposal accept': proposal,
  'tmws proposal reject': proposal,
  'tmws usage outcome': async () => (await json('tmws usage record retry-with-jitter')).usage.id,
  'tmws agent create build-bot': async () => {
    await json('tmws namespace create web');
    await json('tmws agent delete build-bot --yes');
    return undefined;
  },
  'tmws agent delete': () => json('tmws agent create build-bot').then(() => undefined),
  'tmws namespace create web': () => json('tmws namespace delete web --with-patterns --yes').then(() => undefined),
  'tmws namespace delete web --with': () => json('tmws namespace create web').then(() => undefined),
  'tmws member create web build-bot': async () => {
    await json('tmws namespace create web');
    await json('tmws agent create build-bot');
    await json('tmws agent create lead');
    return undefined;
  },
  'tmws key show': key,
  'tmws key update': key,
  'tmws key revoke': key,
  'tmws key rotate': key,
  'tmws get_pattern_analytics --days': () => json('tmws namespace create web-team').then(() => undefined),
  'tmws evolve_pattern': () => pattern('evolved'),
};

describe('every command', () => {
  test('has examples that run as they are printed [cli.help-examples]', async () => {
    await pattern('rollout');
    for (const { load } of COMMAND_TABLE) {
      for (const { line } of (await load()).examples) {
        const beginning = Object.keys(PREPARED).find((start) => line.startsWith(start));
        const id = beginning === undefined ? undefined : await PREPARED[beginning]?.();
        const { status, stdout, stderr } = await typed(id === undefined ? line : line.replace(UUID, id));
        expect({ line, status, stderr: status === 0 ? '' : stderr }).toEqual({ line, status: 0, stderr: '' });
        if (/ --json\b/.test(line)) expect([line, typeof JSON.parse(stdout)]).toEqual([line, 'object']);
      }
    }
  }, 240_000);
});
