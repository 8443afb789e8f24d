import { chmodSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLevel, FindingSeverity, ImportConflict, SkillImportAction } from '@tmws/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runMigrate } from './run-migrate.ts';
import { hostileZipOf } from './testing/archive-bytes.ts';
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
      counts: { version_created: 1 },
      dry_run: false,
      searchable_by_words: true,
      searchable_by_meaning: false,
      skipped: ['Skipping none - no SKILL.md'],
      sources: [{ root: join(folder.path, 'skills'), removed_looked_for: true, reason: '', findings: [] }],
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

  test('of a folder without skills asks the core all the same, which may know some that are gone', async () => {
    folder.write('skills/none/x.md');
    const { headers } = await serving();
    const { exitCode, stdout } = await importAll();
    expect(exitCode).toBe(0);
    expect(stdout).toBe('Skipping none - no SKILL.md\nNo skills found: a skill is a folder with a SKILL.md.\n');
    expect(headers).toMatchObject([{ complete: true, prune: false }]);
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

describe('the flags of an import', () => {
  const withTwo = async (options?: StandInOptions): Promise<StandInCore> => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills/b/SKILL.md');
    return serving(options);
  };

  test('say nothing that was not typed', async () => {
    const { headers } = await withTwo();
    await importAll();
    expect(headers).toMatchObject([
      {
        accessLevel: AccessLevel.UNSPECIFIED,
        onConflict: ImportConflict.RENAME,
        dryRun: false,
        serveAsSkill: undefined,
        authorAsOwner: false,
        complete: true,
        prune: false,
        acceptFindings: [],
      },
    ]);
  });

  test('arrive as the core takes them', async () => {
    const { headers } = await withTwo();
    const accepted = ['--accept-finding', 'one', '--accept-finding', 'two'];
    await importAll('--dry-run', '--on-conflict', 'Version', '--prune', '--no-serve', '--author-as-owner', ...accepted);
    expect(headers).toMatchObject([
      {
        onConflict: ImportConflict.VERSION,
        dryRun: true,
        serveAsSkill: false,
        authorAsOwner: true,
        complete: true,
        prune: true,
        acceptFindings: ['one', 'two'],
      },
    ]);
  });

  test('of a plan are told in the answer for people and in JSON', async () => {
    await withTwo();
    expect((await importAll('--dry-run')).stdout).toMatch(/\nThis is a plan; nothing was stored\.\n$/);
    expect(JSON.parse((await importAll('--dry-run', '--json')).stdout)).toMatchObject({ dry_run: true });
  });

  test('that let a taken name fail end with 4, any other refusal with 1', async () => {
    await withTwo({
      actionOf: (path) => (path === 'a' ? SkillImportAction.REFUSED : SkillImportAction.CREATED),
      findingsOf: (path) => (path === 'a' ? [{ code: 'name_taken', severity: FindingSeverity.ERROR }] : []),
    });
    expect((await importAll('--on-conflict', 'fail')).exitCode).toBe(4);
    expect(core?.headers[0]?.onConflict).toBe(ImportConflict.REFUSE);
  });

  test('put the report where they say, whole, over an older one', async () => {
    await withTwo();
    const file = folder.write('report.json', 'older');
    const { stdout } = await importAll('--json', '--report', file);
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    expect(readdirSync(folder.path).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('that name a place for the report that cannot be written change nothing', async () => {
    const { headers } = await withTwo();
    const { exitCode, stderr } = await importAll('--report', join(folder.path, 'missing/report.json'));
    expect(exitCode).toBe(6);
    expect(stderr).toMatch(/^tmws-migrate: The report cannot be written to .*ENOENT/);
    expect(headers).toEqual([]);
  });
});

describe('what is gone from a root', () => {
  test.runIf(process.getuid?.() !== 0)('is not looked for when a folder of it cannot be read', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills/locked/b/SKILL.md');
    chmodSync(join(folder.path, 'skills/locked'), 0o000);
    const { headers } = await serving();
    const { stdout } = await importAll('--prune');
    chmodSync(join(folder.path, 'skills/locked'), 0o700);
    expect(headers).toMatchObject([{ complete: false, prune: false }]);
    expect(stdout).toMatch(/were not looked for: a folder of it cannot be read\./);
  });

  test('is not looked for when a skill was not sent, since the core would miss it', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write(
      'pack.zip',
      hostileZipOf([{ name: 'a/SKILL.md' }, { name: 'bomb/SKILL.md' }, { name: 'bomb/zeros', size: 1_000_000_000 }]),
    );
    const { headers, skills } = await serving();
    const { exitCode, stdout } = await run('import', join(folder.path, 'pack.zip'), '--prune', '--json');
    expect(exitCode).toBe(1);
    expect(headers).toMatchObject([{ complete: false, prune: false }]);
    expect(skills.map(({ path }) => path)).toEqual(['a']);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { created: 1, refused: 1 },
      sources: [{ removed_looked_for: false, reason: 'a skill of it was not sent' }],
    });
  });
});

describe('the summary of an import', () => {
  test('groups what matters, counts the notes, and says how drafts are looked at', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) folder.write(`skills/${name}/SKILL.md`);
    await serving({
      actionOf: (path) => (path === 'e' ? SkillImportAction.QUARANTINED : SkillImportAction.CREATED),
      findingsOf: (path) => [
        { code: 'no_frontmatter', severity: FindingSeverity.WARNING },
        { code: 'lint_note', severity: FindingSeverity.INFO },
        ...(path === 'e' ? [{ id: 'f1', code: 'prompt_injection', severity: FindingSeverity.ERROR }] : []),
      ],
    });
    const { stdout } = await importAll();
    expect(stdout).toContain('5 skills: 4 created, 1 quarantined.');
    expect(stdout).toMatch(/no_frontmatter +warning +5 +a, b, c and 2 more/);
    expect(stdout).toMatch(/prompt_injection +error +1 +e/);
    expect(stdout).toContain('5 notes besides; --json has them.');
    expect(stdout).toContain('tmws pattern approve id-of-e --accept-finding f1\n');
    expect(stdout).not.toMatch(/lint_note/);
  });

  test('lists no skills that are unchanged once they are many', async () => {
    for (let number = 0; number < 21; number += 1) folder.write(`skills/s${number}/SKILL.md`);
    await serving({ actionOf: () => SkillImportAction.SKIPPED });
    expect((await importAll()).stdout).toBe('21 skills: 21 skipped.\n');
  });
});

describe('the command line', () => {
  test('shows examples in its help', async () => {
    for (const line of [[], ['--help'], ['import', '--help']]) {
      const { exitCode, stdout } = await run(...line);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('tmws-migrate import .claude/skills');
      expect(stdout.includes('tmws-migrate export ./out')).toBe(line[0] !== 'import');
    }
  });

  test('that is wrong is told of the command that it names', async () => {
    expect((await run('check', 'x', '--bad')).stderr).toMatch(/`tmws-migrate check --help` tells more\.\n$/);
    expect((await run('import')).stderr).toBe(
      'tmws-migrate: Name a folder or file: tmws-migrate import DIR…. `tmws-migrate import --help` tells more.\n',
    );
    expect((await run('imprt')).stderr).toMatch(/`tmws-migrate --help` tells more\.\n$/);
  });

  test('that is wrong ends with 2 and one line', async () => {
    for (const line of [['imprt'], ['import'], ['import', 'x', '--bad'], ['import', 'x', '--access-level', 'all']]) {
      const { exitCode, stdout, stderr } = await run(...line);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(/^tmws-migrate: [^\n]+\n$/);
    }
  });
});
