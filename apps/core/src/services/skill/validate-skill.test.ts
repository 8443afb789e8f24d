import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { sentSkill, skillStream } from '../../testing/skill-stream.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
});

afterAll(() => core[Symbol.asyncDispose]());

const skillMd = (frontmatter: string): Uint8Array => Buffer.from(`---\n${frontmatter}\n---\n\nBody.\n`);

const judge = async (folderName: string, frontmatter: string, filePaths: string[] = []) => {
  const skill = { folderName, skillMd: skillMd(frontmatter), filePaths };
  const { valid, findings } = await ann.skills.validateSkill({ subject: { $case: 'skill', value: skill } });
  return [valid, findings.map(({ code, line }) => `${code} ${line}`)];
};

describe('ValidateSkill', () => {
  test('judges a folder that is not stored, names what breaks a rule by its line, and stores nothing [skills.validate]', async () => {
    expect(await judge('pool', 'name: pool\ndescription: Reuse.')).toEqual([true, []]);
    expect(await judge('pool', 'name: Pool-\ndescription: ""\nauthor: x')).toEqual([
      false,
      ['rule_fields 4', 'rule_name 2', 'rule_name 2', 'rule_name 2', 'rule_description 3'],
    ]);
    expect(await judge('pool', 'name: pool\ndescription: Use <this>.', ['SKILL.md', '../x'])).toEqual([
      true,
      ['angle_brackets 3', 'unsafe_path undefined'],
    ]);
    expect(await judge('pool', 'name: pool\ndescription: x', ['Skill.md'])).toEqual([
      false,
      ['rule_skill_file undefined'],
    ]);
    expect((await ann.patterns.listPatterns({})).patterns).toEqual([]);
  });

  test('judges what a portable export of a pattern would hold, for those who may read it [skills.validate]', async () => {
    const { results } = await ann.skills.importSkills(
      skillStream({ root: 'home', accessLevel: AccessLevel.PRIVATE }, [
        sentSkill('Odd_Name', 'Odd <things>.', { frontmatter: 'author: x\n' }),
      ]),
    );
    const subject = { $case: 'patternId', value: results[0]?.patternId ?? '' } as const;
    const before = (await ann.patterns.listPatterns({})).patterns;
    const { valid, findings } = await ann.skills.validateSkill({ subject });
    expect([valid, findings.map(({ code }) => code)]).toEqual([
      true,
      expect.arrayContaining(['name_not_portable', 'description_changed']),
    ]);
    expect((await ann.patterns.listPatterns({})).patterns).toEqual(before);
    for (const value of [subject.value, '00000000-0000-7000-8000-000000000000']) {
      const refusal = await refusalOf((options) =>
        core.as('bob').skills.validateSkill({ subject: { $case: 'patternId', value } }, options),
      );
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('says what a request lacks or has too much of', async () => {
    const skill = { folderName: '', skillMd: Buffer.alloc(1_048_577), filePaths: Array(513).fill('a') };
    const refusals = [{}, { subject: { $case: 'skill', value: skill } } as const].map((request) =>
      refusalOf((options) => ann.skills.validateSkill(request, options)),
    );
    const fields = (await Promise.all(refusals)).map(({ reason, violations }) => [
      reason,
      violations.map(({ field }) => field),
    ]);
    expect(fields).toEqual([
      ['INVALID_FIELD', ['subject']],
      ['INVALID_FIELD', ['skill.folder_name', 'skill.skill_md', 'skill.file_paths']],
    ]);
  });
});
