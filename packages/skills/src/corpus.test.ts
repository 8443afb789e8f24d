import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkNewPattern, type SkillFile } from '@tmws/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefused, parseSkill } from './parse-skill.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus');
const present = existsSync(join(CORPUS, 'skills.tar.xz'));

const filesBelow = (folder: string): readonly SkillFile[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return {
        path: path.slice(folder.length + 1),
        mode: statSync(path).mode & 0o777,
        content: readFileSync(path),
      };
    });

const skillPaths = (): readonly string[] =>
  readFileSync(join(CORPUS, 'INDEX.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => dirname(line.split('\t')[0] ?? ''));

const required = process.env.CI === 'true';

describe.skipIf(!present && !required)(
  'real skills (not run without the folder shared/corpus beside the repository)',
  () => {
    let folder = '';

    beforeAll(() => {
      expect(present, 'The folder shared/corpus beside the repository is missing; CI needs it.').toBe(true);
      folder = mkdtempSync(join(tmpdir(), 'skills-corpus-'));
      execFileSync('tar', ['-xJf', join(CORPUS, 'skills.tar.xz'), '-C', folder]);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('each of them becomes a valid pattern or is refused by name, and most fields are found', {
      timeout: 300_000,
    }, () => {
      const paths = skillPaths();
      const skills = paths.map((path) => ({
        path,
        skill: parseSkill({ root: '', path, files: filesBelow(join(folder, path)) }),
      }));
      const refused = skills.filter(({ skill }) => isRefused(skill));
      const taken = skills.filter(({ skill }) => !isRefused(skill));
      for (const { skill } of taken) checkNewPattern({ ...skill, patternName: skill.name });
      expect(skills).toHaveLength(1_464);
      // Their SKILL.md is a symbolic link, which is not followed here.
      expect(refused.map(({ path, skill }) => [path.split('/').at(-1), skill.findings[0]?.code])).toEqual([
        ['do', 'no_skill_file'],
        ['make-plan', 'no_skill_file'],
      ]);
      const share = (field: string): number =>
        taken.filter(({ skill }) => String(skill.patternData[field] ?? '') !== '').length / skills.length;
      expect(share('description')).toBeGreaterThan(0.99);
      expect(share('when_to_use')).toBeGreaterThan(0.7);
      expect(share('steps')).toBeGreaterThan(0.47);
      expect(share('example')).toBeGreaterThan(0.18);
      const found = (code: string): number =>
        taken.filter(({ skill }) => skill.findings.some((finding) => finding.code === code)).length;
      expect(found('structure_not_read') + found('structure_partly_read')).toBe(0);
      expect(found('broken_yaml')).toBeGreaterThan(10);
      expect(found('no_frontmatter')).toBeGreaterThan(30);
    });
  },
);
