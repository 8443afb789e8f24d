import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLevel, SkillImportAction } from '@tmws/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runMigrate } from './run-migrate.ts';
import { type StandInCore, type StandInOptions, standInCore } from './testing/stand-in-core.ts';
import { type TemporaryFolder, temporaryFolder } from './testing/temporary-folder.ts';

const CHUNK = 64 * 1024;

let folder: TemporaryFolder;
let core: StandInCore | undefined;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
  folder[Symbol.dispose]();
});

const serving = async (options?: StandInOptions): Promise<StandInCore> => {
  core = await standInCore(folder, options);
  return core;
};

const run = async (...line: readonly string[]) => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const environment = { TMWS_AGENT: 'tester', TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' };
  const surroundings = { environment, stdout: stream('stdout'), stderr: stream('stderr') };
  const exitCode = await runMigrate(line, surroundings);
  return { exitCode, ...written };
};

const importAll = (...flags: readonly string[]) => run('import', join(folder.path, 'skills'), ...flags);

describe('an import', () => {
  test('sends every file byte for byte, in pieces of at most 64 KiB, with its mode', async () => {
    const large = Buffer.from(Array.from({ length: 2 * CHUNK + 1 }, (_, index) => index % 251));
    folder.write('skills/a/SKILL.md', '# A\n');
    folder.write('skills/a/exact', large.subarray(0, CHUNK));
    folder.write('skills/a/large', large);
    folder.write('skills/a/run.sh', '#!/bin/sh\n', 0o755);
    folder.write('skills/a/zero');
    const { skills, headers } = await serving();
    expect(await importAll('--access-level', 'public')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(headers).toMatchObject([{ root: join(folder.path, 'skills'), accessLevel: AccessLevel.PUBLIC }]);
    const files = skills[0]?.files ?? [];
    expect(
      files.map(({ path, mode, size, chunks }) => [path, mode, size, chunks.map((chunk) => chunk.length)]),
    ).toEqual([
      ['SKILL.md', 0o644, 4, [4]],
      ['exact', 0o644, CHUNK, [CHUNK]],
      ['large', 0o644, 2 * CHUNK + 1, [CHUNK, CHUNK, 1]],
      ['run.sh', 0o755, 10, [10]],
      ['zero', 0o644, 0, []],
    ]);
    expect(Buffer.concat(files[2]?.chunks ?? []).equals(large)).toBe(true);
  });

  test('sends skills by path, each with what was noticed', async () => {
    folder.write('skills/b/SKILL.md');
    folder.write('skills/a/SKILL.md');
    symlinkSync('/etc/passwd', join(folder.path, 'skills/a/passwd'));
    const { skills } = await serving();
    await importAll();
    expect(skills.map(({ path, findings }) => [path, findings.map(({ code, file }) => [code, file])])).toEqual([
      ['a', [['symlink_escapes', 'passwd']]],
      ['b', []],
    ]);
  });

  test('reads a file only when the core takes it: one that is gone by then is a finding', async () => {
    folder.write('skills/a/SKILL.md', Buffer.alloc(32 * CHUNK));
    const late = folder.write('skills/b/late.md');
    folder.write('skills/b/SKILL.md');
    const { skills } = await serving({
      beforeMessage: async ({ part }) => {
        if (part?.$case === 'header') rmSync(late);
      },
    });
    expect((await importAll()).exitCode).toBe(0);
    expect(skills[1]?.files.map(({ path }) => path)).toEqual(['SKILL.md']);
    expect(skills[1]?.findings).toMatchObject([{ code: 'file_unreadable', file: 'late.md' }]);
  });

  test('announces the size that it sends, though somebody writes meanwhile', async () => {
    folder.write('skills/a/SKILL.md', Buffer.alloc(32 * CHUNK));
    const growing = folder.write('skills/b/SKILL.md', 'short');
    const { skills } = await serving({
      beforeMessage: async ({ part }) => {
        if (part?.$case === 'header') writeFileSync(growing, 'longer than before');
      },
    });
    await importAll();
    const file = skills[1]?.files[0];
    expect(file?.size).toBe(Buffer.concat(file?.chunks ?? []).length);
    expect(file?.size).toBe('longer than before'.length);
  });

  test('prints one object with --json, each skill with its id and action [migrate.report]', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills/none/x.md');
    await serving({ actionOf: () => SkillImportAction.VERSION_CREATED });
    const { stdout } = await importAll('--json');
    expect(JSON.parse(stdout)).toEqual({
      results: [
        {
          root: join(folder.path, 'skills'),
          path: 'a',
          pattern_id: 'id-of-a',
          pattern_name: 'a',
          version: '1.0.0',
          action: 'version_created',
          findings: [],
          file_count: 1,
          bytes: 0,
        },
      ],
      dry_run: false,
      searchable_by_words: true,
      searchable_by_meaning: false,
      skipped: ['Skipping none - no SKILL.md'],
    });
  });

  test('prints each skill and the counts for people [migrate.report, migrate.skips, cli.color-terminal]', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills/b/SKILL.md');
    folder.write('skills/none/x.md');
    await serving({ actionOf: (path) => (path === 'a' ? SkillImportAction.CREATED : SkillImportAction.SKIPPED) });
    const { stdout, stderr } = await importAll();
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Skipping none - no SKILL\.md\nACTION /);
    expect(stdout).toMatch(/created +a +1\.0\.0 +id-of-a/);
    expect(stdout).toContain('2 skills: 1 created, 1 skipped.');
  });

  test('ends with 1 when a skill was refused', async () => {
    folder.write('skills/a/SKILL.md');
    await serving({ actionOf: () => SkillImportAction.REFUSED });
    expect((await importAll()).exitCode).toBe(1);
  });

  test('refuses a skill beyond all limits here, and sends the others', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills/huge/SKILL.md');
    for (let number = 0; number < 4 * 512; number += 1) folder.write(`skills/huge/${number}`);
    const { skills } = await serving();
    const { exitCode, stdout } = await importAll('--json');
    expect(exitCode).toBe(1);
    expect(skills.map(({ path }) => path)).toEqual(['a']);
    expect(JSON.parse(stdout).results).toMatchObject([
      { path: 'a', action: 'created' },
      { path: 'huge', action: 'refused', findings: [{ code: 'too_large', severity: 'error' }], file_count: 2049 },
    ]);
  });

  test('takes several roots in one run, one stream for each', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('more/b/SKILL.md');
    const { headers } = await serving();
    const { stdout } = await run('import', join(folder.path, 'skills'), join(folder.path, 'more'), '--json');
    expect(headers).toHaveLength(2);
    expect(JSON.parse(stdout).results).toMatchObject([{ path: 'a' }, { path: 'b' }]);
  });

  test('changes nothing when one of its roots is missing [migrate.source-missing]', async () => {
    folder.write('skills/a/SKILL.md');
    const { headers } = await serving();
    const missing = join(folder.path, 'missing');
    expect(await run('import', join(folder.path, 'skills'), missing)).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `tmws-migrate: No ${missing} directory found\n`,
    });
    expect(JSON.parse((await run('import', missing, '--json')).stderr)).toMatchObject({
      reason: 'SOURCE_NOT_FOUND',
      metadata: { path: missing },
    });
    expect(headers).toEqual([]);
  });

  test('of a folder without skills needs no core', async () => {
    folder.write('skills/none/x.md');
    const { exitCode, stdout } = await importAll();
    expect(exitCode).toBe(0);
    expect(stdout).toBe('Skipping none - no SKILL.md\nNo skills found.\n');
  });

  test('without a core ends with 69 [grpc.contract-first]', async () => {
    folder.write('skills/a/SKILL.md');
    expect(await importAll()).toMatchObject({
      exitCode: 69,
      stdout: '',
      stderr: expect.stringMatching(/^tmws-migrate: /),
    });
  });
});

describe('the command line', () => {
  test('shows examples in its help', async () => {
    for (const line of [[], ['--help'], ['import', '--help']]) {
      const { exitCode, stdout } = await run(...line);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('tmws-migrate import .claude/skills');
    }
  });

  test('that is wrong ends with 2 and one line', async () => {
    for (const line of [['imprt'], ['import'], ['import', 'x', '--bad'], ['import', 'x', '--access-level', 'all']]) {
      const { exitCode, stdout, stderr } = await run(...line);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(/^tmws-migrate: [^\n]+\n$/);
    }
  });
});
