import { describe, expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';
import { readFrontmatter } from './read-frontmatter.ts';

const read = (text: string) => {
  const findings = createFindingList('SKILL.md');
  const { present, fields, bodyStart } = readFrontmatter(text, findings);
  return { present, fields, body: text.slice(bodyStart), findings: findings.all() };
};

const codesOf = (text: string): readonly string[] => read(text).findings.map((finding) => finding.code);

describe('where frontmatter is found', () => {
  test('between two lines of hyphens; the body begins after the second', () => {
    expect(read('---\nname: x\n---\n\n# A\n')).toEqual({
      present: true,
      fields: { name: 'x' },
      body: '\n# A\n',
      findings: [],
    });
  });

  test('with CRLF and blanks after the hyphens', () => {
    expect(read('--- \r\nname: x\r\n---\t\r\n# A')).toMatchObject({ fields: { name: 'x' }, body: '# A', findings: [] });
  });

  test('nowhere: all is body', () => {
    expect(read('# A\n\ntext')).toMatchObject({ present: false, fields: {}, body: '# A\n\ntext' });
    expect(codesOf('# A')).toEqual(['no_frontmatter']);
    expect(codesOf('')).toEqual(['no_frontmatter']);
  });

  test('empty', () => {
    expect(read('---\n---\nx')).toEqual({ present: true, fields: {}, body: 'x', findings: [] });
  });

  test('after blank lines, with a finding', () => {
    expect(read('\n\n---\nname: x\n---\nb')).toMatchObject({
      fields: { name: 'x' },
      body: 'b',
      findings: [{ code: 'frontmatter_not_first', line: 3 }],
    });
  });

  test('after a comment, with a finding; the body is the whole file', () => {
    const text = '<!-- from elsewhere -->\n---\nname: x\n---\n# A';
    expect(read(text)).toMatchObject({
      fields: { name: 'x' },
      body: text,
      findings: [{ code: 'frontmatter_not_first', line: 2 }],
    });
  });

  test('not in a rule between paragraphs', () => {
    expect(codesOf('Text\n\n---\n\nMore: text\n\n---\n')).toEqual(['no_frontmatter']);
  });

  test('without a closing line: up to what cannot be YAML', () => {
    expect(read('---\nname: x\ndescription: y\n\n# Title\n\ntext')).toMatchObject({
      fields: { name: 'x', description: 'y' },
      body: '\n# Title\n\ntext',
      findings: [{ code: 'unclosed_frontmatter' }],
    });
  });

  test('with a closing line that is indented', () => {
    expect(read('---\nname: x\n  ---\n\nb')).toMatchObject({
      fields: { name: 'x' },
      body: '\nb',
      findings: [{ code: 'unclosed_frontmatter', line: 3 }],
    });
  });

  test('with a heading before a rule that is taken for the closing line', () => {
    const text = '---\nname: x\ndescription: a: b\n\n# Title\n\n- [ ] text\n\n---\n\nmore';
    expect(read(text)).toMatchObject({
      fields: { name: 'x', description: 'a: b' },
      body: '# Title\n\n- [ ] text\n\n---\n\nmore',
    });
  });

  test('a rule at the beginning of a text is no frontmatter', () => {
    const text = '---\n\nJust a text.\n\n---\n\nmore';
    expect(read(text)).toMatchObject({
      present: false,
      fields: {},
      body: text,
      findings: [{ code: 'frontmatter_no_mapping' }],
    });
  });

  test('a list is no frontmatter', () => {
    expect(read('---\n- a\n- b\n---\nx')).toMatchObject({
      fields: {},
      findings: [{ code: 'frontmatter_no_mapping', line: 2 }],
    });
  });

  test('more than 64 Ki characters are not read', () => {
    const text = `---\n${'key: value\n'.repeat(7_000)}---\nb`;
    expect(read(text)).toMatchObject({ present: false, body: text, findings: [{ code: 'frontmatter_too_large' }] });
  });
});

describe('broken YAML', () => {
  test('a colon that is not quoted: the value is kept as text', () => {
    const { fields, findings } = read('---\nname: x\ndescription: Use when: (1) a, (2) b\ntags: [a, b]\n---\n');
    expect(fields).toEqual({ name: 'x', description: 'Use when: (1) a, (2) b', tags: ['a', 'b'] });
    expect(findings.map(({ code, line }) => ({ code, line }))).toEqual([
      { code: 'broken_yaml', line: 3 },
      { code: 'yaml_line_recovered', line: 3 },
    ]);
  });

  test('an unclosed bracket, and a quote that is closed on another line', () => {
    expect(read('---\nhint: [a] [b]\ndescription: "one\n\ntwo"\nname: x\n---\n').fields).toEqual({
      hint: '[a] [b]',
      description: 'one\n\ntwo',
      name: 'x',
    });
  });

  test('block scalars and nested mappings beside it are read as such', () => {
    expect(read('---\na: b: c\ntext: |\n  one\n  two\nmetadata:\n  k: 1\n---\n').fields).toEqual({
      a: 'b: c',
      text: 'one\ntwo\n',
      metadata: { k: 1 },
    });
  });

  test('conflict markers are left out', () => {
    const { fields, findings } = read('---\nname: x\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n---\n');
    expect(fields).toEqual({ name: 'x', a: 2 });
    expect(findings.map((finding) => finding.code)).toContain('yaml_line_ignored');
  });
});

describe('values', () => {
  test('dates and what looks like them stay text', () => {
    expect(read('---\nday: 2026-02-27\ntime: 2026-02-27T10:00:00Z\n---\n')).toMatchObject({
      fields: { day: '2026-02-27', time: '2026-02-27T10:00:00Z' },
      findings: [],
    });
  });

  test('numbers that would change stay text, with a finding', () => {
    const { fields, findings } = read('---\na: 1.10\nb: .nan\nc: 12345678901234567890\nd: 0x1f\ne: 8\nf: -.5\n---\n');
    expect(fields).toEqual({ a: '1.10', b: '.nan', c: '12345678901234567890', d: '0x1f', e: 8, f: '-.5' });
    expect(findings.map((finding) => finding.code)).toEqual(Array(5).fill('value_made_text'));
  });

  test('tags of YAML are not honoured', () => {
    const { fields, findings } = read('---\na: !!js/function "x"\nb: !!timestamp 2001-01-01\nc: !custom {d: 1}\n---\n');
    expect(fields).toEqual({ a: 'x', b: '2001-01-01', c: { d: 1 } });
    expect(findings.every((finding) => finding.code === 'yaml_tag_ignored')).toBe(true);
  });

  test('__proto__ is dropped at any depth and changes nothing', () => {
    const { fields, findings } = read(
      '---\n__proto__: {polluted: 1}\na: {__proto__: {polluted: 1}, constructor: b}\n---\n',
    );
    expect(fields).toEqual({ a: { constructor: 'b' } });
    expect(Object.keys(fields)).toEqual(['a']);
    expect(fields.polluted).toBeUndefined();
    expect(findings.map((finding) => finding.code)).toEqual(['unsafe_key', 'unsafe_key']);
    expect(read('---\n__proto__: 1\na: b: c\n---\n').fields).toEqual({ a: 'b: c' });
  });

  test('of a key that stands there twice the last value is taken', () => {
    expect(read('---\na: 1\nb: 2\na: 3\n---\n')).toMatchObject({
      fields: { a: 3, b: 2 },
      findings: [{ code: 'duplicate_key', line: 4 }],
    });
  });

  test('keys that are no text become text', () => {
    expect(read('---\n1: a\ntrue: b\n? [x, y]\n: c\n---\n').fields).toEqual({ '1': 'a', true: 'b', '[x, y]': 'c' });
  });

  test('aliases are resolved to the anchor before them', () => {
    expect(read('---\na: &x [1]\nb: *x\nc: &x 2\nd: *x\n---\n').fields).toEqual({ a: [1], b: [1], c: 2, d: 2 });
  });

  test('aliases of aliases are not multiplied without end', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `k${level + 1}: &k${level + 1} [${`*k${level},`.repeat(9)}]`,
    );
    const { fields, findings } = read(`---\nk0: &k0 lol\n${levels.join('\n')}\n---\n`);
    expect(JSON.stringify(fields).length).toBeLessThan(1_000_000);
    expect(findings.map((finding) => finding.code)).toContain('frontmatter_too_large');
  });

  test('an alias of itself ends', () => {
    expect(read('---\na: &a [*a, *a]\n---\n').findings.map((finding) => finding.code)).toContain(
      'frontmatter_too_deep',
    );
  });

  test('what is nested deeper than pattern_data may be is kept as text', () => {
    const { fields, findings } = read(`---\na: ${'['.repeat(60)}x${']'.repeat(60)}\n---\n`);
    expect(findings).toMatchObject([{ code: 'frontmatter_too_deep' }]);
    expect(JSON.stringify(fields)).toContain(`"${'['.repeat(30)}x${']'.repeat(30)}"`);
  });

  test('lone surrogates and NUL of escapes are replaced', () => {
    expect(read('---\na: "\\ud800b\\0"\n---\n').fields).toEqual({ a: '\ufffdb\ufffd' });
  });
});
