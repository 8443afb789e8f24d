import { describe, expect, test } from 'vitest';
import { validateSkill } from './validate-skill.ts';

const judge = (frontmatter: string, folderName = 'pool') =>
  validateSkill({ folderName, skillFile: Buffer.from(`---\n${frontmatter}\n---\n\nBody.\n`) });

describe('The verdict on a skill', () => {
  test('tells each broken rule with the line that breaks it', () => {
    const { valid, findings } = judge('name: Pool_\ndescription: x\nauthor: y\ncompatibility:\n  - z');
    expect(valid).toBe(false);
    expect(findings.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'rule_fields 4',
      'rule_name 2',
      'rule_name 2',
      'rule_name 2',
      'rule_compatibility 5',
    ]);
  });

  test('takes what only other tools refuse, with a warning', () => {
    const { valid, findings } = judge('name: büro\ndescription: Use <b>.', 'büro');
    expect([valid, findings.map(({ code, severity }) => [code, severity])]).toEqual([
      true,
      [
        ['name_not_ascii', 'warning'],
        ['angle_brackets', 'warning'],
      ],
    ]);
  });

  test.each(['- ', '? ', '[', '{a: ', 'a: b\n', '&a ', '! ', '"\n', ': ', 'a: |\n', '\t'])(
    'is a refusal, not an error, for 64 KiB of %j',
    (part) => {
      expect(judge(part.repeat(65_000 / part.length)).valid).toBe(false);
    },
  );
});
