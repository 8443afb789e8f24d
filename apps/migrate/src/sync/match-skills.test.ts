import { expect, test } from 'vitest';
import type { SkillSource } from '../sources/skill-folder.ts';
import type { DiskSkill } from './disk-skills.ts';
import { matchSkills } from './match-skills.ts';
import type { SyncedSkill } from './sync-lock.ts';

const SOURCE: SkillSource = { root: 'r', key: 'file:///r', skills: [], skipped: [], findings: [], isWhole: true };

const onDisk = (path: string, digest: string): DiskSkill => ({
  path,
  digest,
  source: SOURCE,
  skill: { path, files: [], findings: [] },
});
const locked = (path: string, digest: string): SyncedSkill => ({
  path,
  digest,
  pattern_id: `id of ${path}`,
  lineage_id: `id of ${path}`,
  pattern_name: path,
  version: '1.0.0',
  revision: 1,
});

const matched = (disk: readonly DiskSkill[], lock: readonly SyncedSkill[]) => {
  const { skills, missing } = matchSkills(disk, lock);
  return {
    skills: skills.map(({ disk: { path }, known }) => [path, known?.path]),
    missing: missing.map(({ path }) => path),
  };
};

test('skills are known by their path, what was moved by its content, and what is left over is missing', () => {
  const disk = [onDisk('changed', '2'), onDisk('here', '3'), onDisk('new', '9')];
  const lock = [locked('changed', '1'), locked('there', '3'), locked('gone', '4')];
  expect(matched(disk, lock)).toEqual({
    skills: [
      ['changed', 'changed'],
      ['here', 'there'],
      ['new', undefined],
    ],
    missing: ['gone'],
  });
});

test('a copy of a skill that is still there is new, and of two copies of a gone one the first is it', () => {
  expect(matched([onDisk('a', '1'), onDisk('b', '1')], [locked('a', '1')]).skills).toEqual([
    ['a', 'a'],
    ['b', undefined],
  ]);
  expect(matched([onDisk('b', '1'), onDisk('c', '1')], [locked('a', '1')]).skills).toEqual([
    ['b', 'a'],
    ['c', undefined],
  ]);
});
