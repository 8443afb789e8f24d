import type { JsonObject, Pattern } from '@tmws/domain';
import { unusedRecord } from '@tmws/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSkill } from './parse-skill.ts';
import { type RenderedSkill, renderSkill } from './render-skill.ts';
import { createNameList } from './skill-names.ts';

const AT = new Date(0);

const pattern = (over: Partial<Pattern> = {}): Pattern => ({
  id: '00000000-0000-7000-8000-0000000000ab',
  lineageId: '00000000-0000-7000-8000-0000000000ab',
  parentPatternId: undefined,
  patternName: 'database_optimization',
  agentId: 'ann',
  namespace: 'default',
  category: 'database',
  subcategory: undefined,
  tags: [],
  accessLevel: 'PRIVATE',
  sharedWithAgents: [],
  status: 'ACTIVE',
  deprecatedReason: undefined,
  replacedBy: undefined,
  patternData: { description: 'Optimize slow queries.' },
  version: '1.2.0',
  isHead: true,
  revision: 1,
  learningWeight: 1,
  complexityScore: undefined,
  confidencePrior: 0.5,
  serveAsSkill: false,
  createdAt: AT,
  updatedAt: AT,
  deletedAt: undefined,
  usage: unusedRecord(AT),
  ...over,
});

const portable = (over: Partial<Pattern> = {}, names = createNameList()): RenderedSkill =>
  renderSkill({ pattern: pattern(over), files: [], skillFile: undefined, form: 'PORTABLE' }, names);

const textOf = ({ files }: RenderedSkill): string => {
  const [file] = files;
  return file?.kind === 'made' ? new TextDecoder('utf-8', { fatal: true }).decode(file.content) : '';
};

/** Read as the official validator does: what stands before the second three hyphens, in YAML 1.1, where `yes` is true. */
const frontmatterOf = (skill: RenderedSkill): Readonly<Record<string, unknown>> => {
  const [before, yaml = ''] = textOf(skill).split('---', 2);
  expect(before).toBe('');
  return parse(yaml, { version: '1.1', strict: true });
};

const bodyOf = (skill: RenderedSkill): string => textOf(skill).split('---').slice(2).join('---');

const ALLOWED = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools'];

const expectValid = (skill: RenderedSkill): void => {
  const { name, description, metadata = {}, compatibility, ...others } = frontmatterOf(skill);
  expect(name).toBe(skill.name);
  expect(skill.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  expect(skill.name.length).toBeLessThanOrEqual(64);
  expect(typeof description === 'string' && description.trim() !== '').toBe(true);
  expect(String(description).length).toBeLessThanOrEqual(1_024);
  expect(description).not.toMatch(/[<>]/);
  expect(Object.keys(others).filter((key) => !ALLOWED.includes(key))).toEqual([]);
  expect(Object.values(metadata ?? {}).every((value) => typeof value === 'string')).toBe(true);
  if (compatibility !== undefined) expect([...String(compatibility)].length).toBeLessThanOrEqual(500);
};

/** The specification's example of pattern_data, and more. */
const SPECIFIED: JsonObject = {
  description: 'Add composite index for query optimization',
  problem: 'A SELECT scans the table.',
  solution: 'An index that fits the filter.',
  steps: ['Identify slow queries', 'Create index\nconcurrently', 'Verify'],
  example: 'CREATE INDEX idx_posts_user ON posts(user_id, created_at);',
  expected_improvement: '60-85% latency reduction',
  measured: { before: 12.5, after: 1, verified: true },
  sources: [{ title: 'Plan', url: 'https://example.org/`x`' }],
};

describe('A portable skill', () => {
  test('of a pattern that was never imported has its fields as sections [export.authored]', () => {
    const text = textOf(portable({ patternData: SPECIFIED }));
    expect(text).toContain('\n# database_optimization\n');
    const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([
      'Description',
      'Problem',
      'Solution',
      'Steps',
      'Example',
      'Expected Improvement',
      'Measured',
      'Sources',
    ]);
    expect(text).toContain('1. Identify slow queries\n2. Create index\n   concurrently\n3. Verify\n');
    expect(text).toContain('\nCREATE INDEX idx_posts_user ON posts(user_id, created_at);\n');
    expect(text).toContain('- **after:** 1\n- **before:** 12.5\n- **verified:** true\n');
    expect(text).toContain('```json\n[\n  {\n    "title": "Plan",\n    "url": "https://example.org/`x`"\n  }\n]\n```');
  });

  test('has an ASCII kebab name of at most 64 characters [export.portable-name]', () => {
    const names: readonly (readonly [string, string])[] = [
      ['database_optimization', 'database-optimization'],
      ['Émile ZOLA  reads', 'emile-zola-reads'],
      ['設計レビュー', 'skill-0000000000ab'],
      ['🚀🚀', 'skill-0000000000ab'],
      ['../../etc/passwd', 'etc-passwd'],
      ['CON', 'con-skill'],
      ['x'.repeat(255), 'x'.repeat(64)],
      ['--a--b--', 'a-b'],
      ['true', 'true'],
      ['123', '123'],
    ];
    for (const [patternName, name] of names) {
      const skill = portable({ patternName });
      expect([patternName, skill.name]).toEqual([patternName, name]);
      expectValid(skill);
      const { metadata } = frontmatterOf(skill);
      if (name !== patternName) expect(metadata).toMatchObject({ 'pattern-name': patternName.normalize('NFC') });
    }
  });

  test('has a name unlike those before it, also where case makes no difference', () => {
    const names = createNameList();
    const long = 'y'.repeat(64);
    const taken = ['Pool', 'pool', 'POOL', long, `${long}z`].map((patternName) => portable({ patternName }, names));
    expect(taken.map(({ name }) => name)).toEqual(['pool', 'pool-2', 'pool-3', long, `${'y'.repeat(62)}-2`]);
    for (const skill of taken) expectValid(skill);
  });

  test('has a description of 1 to 1,024 characters without angle brackets, and the whole one in its body [export.portable-description]', () => {
    const long = `${'🚀 word '.repeat(400)}end`;
    for (const description of ['', '   ', '<b>bold</b> & <i>', long, `${'a'.repeat(1_022)}🚀🚀`, 'a --- b', 'yes']) {
      const skill = portable({ patternData: { description } });
      expectValid(skill);
      expect(String(frontmatterOf(skill).description).isWellFormed()).toBe(true);
      if (description.trim() !== '') expect(bodyOf(skill)).toContain(description);
    }
    expect(frontmatterOf(portable({ patternData: { description: '<b>' } })).description).toBe('‹b›');
    expect(portable({ patternData: { description: long } }).findings.map(({ code }) => code)).toContain(
      'description_changed',
    );
  });

  test('has the six fields of the standard alone, all else as texts in metadata [export.portable-fields]', () => {
    const skill = portable({
      subcategory: 'indexes',
      tags: ['sql', 'a --- b'],
      patternData: {
        description: 'D.',
        body: '# T\n',
        migrated_from: '.claude/skills/x/SKILL.md',
        original_frontmatter: {
          name: 'Another Name',
          description: 'D.',
          license: 'MIT',
          compatibility: 'x'.repeat(501),
          'allowed-tools': ['Read', 'Bash(git *)'],
          'argument-hint': '[file]',
          version: 'v2',
          requires: { bins: ['git'] },
          metadata: { 'a b---c': '\u0085\uFFFE\u0001' },
        },
      },
    });
    expectValid(skill);
    const { license, metadata, compatibility, ...fields } = frontmatterOf(skill);
    expect([license, compatibility, fields['allowed-tools']]).toEqual(['MIT', undefined, 'Read, Bash(git *)']);
    expect(metadata).toEqual({
      'pattern-name': 'database_optimization',
      version: '1.2.0',
      category: 'database',
      subcategory: 'indexes',
      tags: 'sql, a --- b',
      importance: '1',
      author: 'ann',
      'migrated-from': '.claude/skills/x/SKILL.md',
      name: 'Another Name',
      compatibility: 'x'.repeat(501),
      'argument-hint': '[file]',
      'original-version': 'v2',
      requires: '{"bins":["git"]}',
      'a-b-c': '\u0085\uFFFE\u0001',
    });
    expect(textOf(skill)).not.toMatch(/[{}[\]]$/m);
  });

  test('of an import that was changed keeps the body and adds what the body lacks', () => {
    const patternData = {
      description: 'New words.',
      steps: ['Begin.', 'A new step.'],
      body: '# Pool\n\n1. Begin.\n',
      original_frontmatter: { description: 'Old words.', long: 'l'.repeat(2_000) },
    };
    const text = textOf(portable({ patternData }));
    expect(text).toContain('---\n# Pool\n\n1. Begin.\n\n## Description\n\nNew words.\n\n## Steps\n');
    expect(text).toContain('2. A new step.');
    expect(text).toContain('\n  description: "Old words."\n');
    expect(text).toContain(`"long": "${'l'.repeat(2_000)}"`);
  });

  test('is the same whatever the order of the keys', () => {
    const turned = Object.fromEntries(Object.entries(SPECIFIED).toReversed());
    expect(textOf(portable({ patternData: turned }))).toBe(textOf(portable({ patternData: SPECIFIED })));
  });

  test('of any pattern is valid and holds every text; an import finds each field again, or a finding tells [export.no-loss]', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const hostile = fc.oneof(
      text,
      fc.string({ unit: 'binary', maxLength: 60 }).map((value) => value.toWellFormed()),
    );
    const data = fc.record(
      { description: hostile, steps: fc.array(hostile, { maxLength: 4 }), other: hostile },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(hostile, hostile, data, (patternName, category, patternData) => {
        const skill = portable({ patternName, category, patternData });
        expectValid(skill);
        const body = bodyOf(skill).replaceAll(/\s/g, '');
        for (const value of Object.values(patternData).flat()) expect(body).toContain(value.replaceAll(/\s/g, ''));
        const [file] = skill.files;
        const content = file?.kind === 'made' ? file.content : new Uint8Array();
        const read = parseSkill({ root: 'r', path: skill.name, files: [{ path: 'SKILL.md', mode: 0o644, content }] });
        expect(read.findings.filter(({ code }) => /yaml|frontmatter/.test(code))).toEqual([]);
        expect(read.name).toBe(skill.name);
        expect(read.version).toBe('1.2.0');
        const told = skill.findings.map((finding) => `${finding.code} ${finding.text}`).join('\n');
        for (const [key, value] of Object.entries(patternData)) {
          const isEqual = JSON.stringify(read.patternData[key]) === JSON.stringify(value);
          const isTold = told.includes(JSON.stringify(key)) || (key === 'description' && told.includes('description_'));
          expect([key, isEqual || isTold]).toEqual([key, true]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('An original skill', () => {
  const original = (patternName: string, names = createNameList()): RenderedSkill => {
    const files = [
      { path: 'SKILL.md', mode: 0o644 },
      { path: 'run.sh', mode: 0o755 },
    ];
    return renderSkill(
      { pattern: pattern({ patternName }), files, skillFile: new Uint8Array(), form: 'ORIGINAL' },
      names,
    );
  };

  test('is its stored files, in a folder of its name', () => {
    expect(original('database_optimization')).toEqual({
      name: 'database_optimization',
      files: [
        { kind: 'stored', path: 'SKILL.md' },
        { kind: 'stored', path: 'run.sh' },
      ],
      findings: [],
    });
  });

  test('lies in no folder that leaves the export, hides, or cannot be on some system', () => {
    const names = ['../up', '.git', '.', '..', 'a/b', 'a\\b', 'C:', 'nul.txt', 'dot.', 'space ', 'a:b', 'index.json'];
    const given = names.map((name) => original(name).name);
    for (const name of given) expect(name).toMatch(/^[a-z0-9-]+$|^index\.json-2$/);
    expect(original('../up').findings.map(({ code }) => code)).toEqual(['name_changed']);
    expect(original('設計').name).toBe('設計');
  });
});
