import { checkNewPattern, type ParsedSkill, type SkillFile } from '@tmws/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from './finding-codes.ts';
import { isRefused, parseSkill } from './parse-skill.ts';

const SAMPLE = `# Database Query Optimization

## Description
Optimize slow database queries using composite indexes.

## When to Use
- Query takes >1 second
- PostgreSQL or MySQL

## Steps
1. Run EXPLAIN ANALYZE
2. Identify missing indexes
3. Create composite index
4. Verify improvement

## Example
\`\`\`sql
CREATE INDEX i ON posts(user_id, created_at DESC);
\`\`\`

## Expected Improvement
60-85% query latency reduction
`;

const file = (path: string, content: string | Uint8Array = ''): SkillFile => ({
  path,
  mode: 0o644,
  content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});

const parse = (...files: readonly SkillFile[]): ParsedSkill =>
  parseSkill({ root: '.claude/skills', path: 'database_optimization', files });

const codesOf = (skill: ParsedSkill): readonly string[] => skill.findings.map((finding) => finding.code);

test("the specification's sample is understood in every field [migrate.data-fields, migrate.migrated-from, migrate.no-frontmatter, migrate.pattern-name, skills.steps-numbered]", () => {
  expect(parse(file('SKILL.md', SAMPLE), file('examples/i.sql', 'SELECT 1;'))).toMatchObject({
    name: 'database_optimization',
    category: 'general',
    learningWeight: 5,
    patternData: {
      description: 'Optimize slow database queries using composite indexes.',
      when_to_use: '- Query takes >1 second\n- PostgreSQL or MySQL',
      steps: ['Run EXPLAIN ANALYZE', 'Identify missing indexes', 'Create composite index', 'Verify improvement'],
      example: '```sql\nCREATE INDEX i ON posts(user_id, created_at DESC);\n```',
      expected_improvement: '60-85% query latency reduction',
      migrated_from: '.claude/skills/database_optimization/SKILL.md',
      original_frontmatter: {},
      body: SAMPLE,
    },
    texts: [
      { source: 'SKILL.md', text: SAMPLE },
      { source: 'examples/i.sql', text: 'SELECT 1;' },
    ],
  });
});

describe('the description', () => {
  const describe_ = (text: string): unknown => parse(file('SKILL.md', text)).patternData.description;

  test('is the section of that name before that of the frontmatter [migrate.sections]', () => {
    expect(describe_('---\ndescription: front\n---\n## Description\n\nsection')).toBe('section');
  });

  test("is the frontmatter's before an overview [migrate.sections]", () => {
    expect(describe_('---\ndescription: front\n---\n## Overview\n\nsection')).toBe('front');
  });

  test('is else the first paragraph, with a finding', () => {
    const skill = parse(file('SKILL.md', '---\nname: database_optimization\ndescription:\n---\n# T\n\nFirst one.\n'));
    expect(skill.patternData.description).toBe('First one.');
    expect(codesOf(skill)).toEqual(['no_description']);
  });
});

test.each([
  ['no frontmatter', '# T\n\nText.', 'no_frontmatter'],
  ['a colon that is not quoted', '---\nname: x\ndescription: Use when: a\n---\n# T', 'broken_yaml'],
  ['a byte order mark', '\ufeff---\nname: x\ndescription: d\n---\n# T', 'byte_order_mark'],
  ['carriage returns', '---\r\nname: x\r\ndescription: d\r\n---\r\n# T', 'carriage_returns'],
  ['another name', '---\nname: x\ndescription: d\n---\n# T', 'name_mismatch'],
  ['an unknown field', '---\nname: x\ndescription: d\nmood: good\n---\n# T', 'unknown_fields'],
])('a skill with %s is taken, with a finding [skills.lenient]', (_oddity, text, code) => {
  const skill = parse(file('SKILL.md', text));
  expect(isRefused(skill)).toBe(false);
  expect(codesOf(skill)).toContain(code);
});

test('when_to_use of the frontmatter stands in for a section', () => {
  expect(parse(file('SKILL.md', '---\nwhen_to_use: [a, b]\n---\n')).patternData.when_to_use).toBe('a\nb');
});

test('the body is what follows the frontmatter, text before the first heading included [skills.body-kept]', () => {
  expect(parse(file('SKILL.md', '---\nname: x\n---\nLead\r\n\r\n# T\r\n')).patternData.body).toBe(
    'Lead\r\n\r\n# T\r\n',
  );
});

test('the whole frontmatter is kept, its author and fields that nobody knows too [migrate.original-frontmatter, migrate.owner]', () => {
  const frontmatter = 'name: x\nauthor: ann\nargument-hint: "[file]"\nrequires:\n  - psql\nimportance: 8\n';
  expect(parse(file('SKILL.md', `---\n${frontmatter}---\n# T\n`)).patternData.original_frontmatter).toEqual({
    name: 'x',
    author: 'ann',
    'argument-hint': '[file]',
    requires: ['psql'],
    importance: 8,
  });
});

describe('the name', () => {
  const nameOf = (path: string, text = '---\nname: front\n---\n', root = 'r/own'): ParsedSkill =>
    parseSkill({ root, path, files: [file('SKILL.md', text)] });

  test("is the folder's; another one in the frontmatter is a finding [migrate.name-mismatch, migrate.pattern-name]", () => {
    const skill = nameOf('a/b/database_optimization');
    expect(skill.name).toBe('database_optimization');
    expect(skill.patternData.original_frontmatter).toEqual({ name: 'front' });
    expect(codesOf(skill)).toContain('name_mismatch');
  });

  test('is brought to NFC without a finding', () => {
    const skill = nameOf('cafe\u0301', '---\nname: caf\u00e9\ndescription: d\n---\n');
    expect(skill).toMatchObject({ name: 'caf\u00e9', findings: [] });
  });

  test('loses control characters and what is too long, with a finding', () => {
    expect(nameOf('a\u0007\nb')).toMatchObject({ name: 'a b' });
    expect(codesOf(nameOf('a\u0007b'))).toContain('name_changed');
    expect([...nameOf('語'.repeat(300)).name]).toHaveLength(255);
  });

  test("is the root's where the skill is the root, else the frontmatter's, else says nothing", () => {
    expect(nameOf('').name).toBe('own');
    expect(nameOf('', '---\nname: front\n---\n', '.').name).toBe('front');
    expect(nameOf('', '# T', '').name).toBe('skill');
  });
});

describe('the skill file', () => {
  test('is found in any case, with a finding', () => {
    const skill = parse(file('Skill.MD', SAMPLE));
    expect(skill.patternData.migrated_from).toBe('.claude/skills/database_optimization/Skill.MD');
    expect(codesOf(skill)).toContain('skill_file_name');
  });

  test('is SKILL.md before its other spellings', () => {
    const skill = parse(file('skill.md', '# lower'), file('SKILL.md', '# upper'));
    expect(skill.patternData.body).toBe('# upper');
    expect(codesOf(skill)).toEqual(expect.arrayContaining(['several_skill_files', 'names_differ_in_case']));
    expect(skill.texts.map((text) => text.source)).toEqual(['SKILL.md', 'skill.md']);
  });

  test('that is empty is imported with a finding', () => {
    const skill = parse(file('SKILL.md'));
    expect(codesOf(skill)).toContain('empty_skill');
    expect(isRefused(skill)).toBe(false);
  });
});

describe('a folder is refused, with its name and the reason,', () => {
  test.each([
    ['without a skill file', [file('README.md', 'x'), file('below/SKILL.md', 'x')], 'no_skill_file'],
    [
      'with a binary one',
      [
        file(
          'SKILL.md',
          Uint8Array.from({ length: 99 }, (_, byte) => byte % 9),
        ),
      ],
      'unreadable_skill_file',
    ],
    ['with a path that leaves it', [file('SKILL.md', 'x'), file('../x', 'y')], 'unsafe_path'],
    ['with the same path twice', [file('SKILL.md', 'x'), file('a', 'y'), file('a', 'z')], 'duplicate_path'],
    ['with 513 files', Array.from({ length: 513 }, (_, index) => file(`f${index}`)), 'too_large'],
    ['with more than 16 MiB', [file('SKILL.md', 'x'), file('a', new Uint8Array(16 * 1024 * 1024))], 'too_large'],
  ])('%s', (_case, files, code) => {
    const skill = parse(...files);
    expect(isRefused(skill)).toBe(true);
    expect(skill.name).toBe('database_optimization');
    expect(skill.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)).toEqual([
      code,
    ]);
  });
});

test('binary and very large files are not offered for the index, and are no reason to refuse', () => {
  const skill = parse(
    file('SKILL.md', SAMPLE),
    file('picture.png', Uint8Array.of(0x89, 0x50, 0, 1)),
    file('latin1.txt', Uint8Array.of(0xe9)),
    file('big.txt', 'x'.repeat(1024 * 1024 + 1)),
    file('sub/SKILL.md', 'nested'),
  );
  expect(skill.texts.map((text) => text.source)).toEqual(['SKILL.md', 'sub/SKILL.md']);
  expect(skill.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'text_not_indexed', file: 'big.txt' }),
      expect.objectContaining({ code: 'nested_skill', file: 'sub/SKILL.md', severity: 'info' }),
    ]),
  );
});

test('a body of 300 KiB is cut in the data and whole in the text for the index [skills.body-cut]', () => {
  const text = `# T\n\n${'word '.repeat(60 * 1024)}zyzzyva\n`;
  const skill = parse(file('SKILL.md', text));
  expect(codesOf(skill)).toContain('body_cut');
  expect(skill.texts[0]?.text).toBe(text);
});

test('whatever the files hold, nothing is thrown and the pattern keeps every limit', () => {
  const line = fc.constantFrom(
    '---',
    '...',
    '# Steps',
    '## Example',
    '- a',
    '  - b',
    '1. c',
    '> d',
    '```',
    '=',
    'a: b: c',
    'name: x',
    'tags: [a, b',
    'importance: .inf',
    '__proto__: 1',
    '&a [*a]',
    'k: *a',
    '? x',
    '\t',
    '',
    '\0',
    '\ufeff',
    '{',
    ']',
    'description: |',
    '   text',
    '<div>',
    '[a]: b',
    '\r',
    '%YAML 1.1',
  );
  const text = fc.oneof(
    fc
      .array(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 30 })
      .map((lines) => lines.join('\n')),
    fc.array(line, { maxLength: 30 }).map((lines) => `---\n${lines.join('\n')}\n---\n# Steps\n- a`),
  );
  const content = fc.oneof(
    text.map((value) => new TextEncoder().encode(value)),
    fc.uint8Array({ maxLength: 200 }),
  );
  const path = fc.oneof(
    fc.constantFrom('SKILL.md', 'skill.md', 'a/b.md'),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
  const folder = fc.record({
    root: fc.string({ unit: 'binary', maxLength: 10 }),
    path: fc.string({ unit: 'binary', maxLength: 10 }),
    files: fc.array(fc.record({ path, mode: fc.constant(0o644), content }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(folder, content, (given, skillFile) => {
      const skill = parseSkill({
        ...given,
        files: [{ path: 'SKILL.md', mode: 0o644, content: skillFile }, ...given.files],
      });
      checkNewPattern({ ...skill, patternName: skill.name });
      for (const finding of skill.findings) {
        expect(Object.keys(FINDING_CODES)).toContain(finding.code);
        expect(finding.text.isWellFormed() && finding.done.isWellFormed() && finding.file.isWellFormed()).toBe(true);
      }
      for (const { source, text: found } of skill.texts)
        expect(source.isWellFormed() && found.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});
