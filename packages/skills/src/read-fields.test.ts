import { describe, expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';
import { readFields } from './read-fields.ts';
import { readSections } from './read-sections.ts';

const read = (body: string) => readFields(readSections(body, { firstLine: 1, findings: createFindingList() }));

describe('sections', () => {
  test.each(['#', '##', '###', '####', '#####', '######'])(
    'are found under headings of level %s [skills.headings-any-level]',
    (marks) => {
      expect(read(`${marks} Steps\n\n1. One\n2. Two\n`).steps).toEqual(['One', 'Two']);
    },
  );

  test('are found under headings that are underlined', () => {
    expect(read('When to use\n-----------\n\nAlways.\n\nExample\n=======\n\nThis.').when_to_use).toBe('Always.');
  });

  test('hold the text as it is written, subsections and code included', () => {
    const example = '### First\n\n```sql\nSELECT *  FROM t;\n## When to Use\n```\n\n*done*';
    const fields = read(`## Example\n${example}\n\n## Other\n\nx`);
    expect(fields.example).toBe(example);
    expect(fields.when_to_use).toBe('');
  });

  test('that are absent are empty [migrate.sections-absent]', () => {
    expect(read('## Description\n\nOnly this.')).toEqual({
      description: 'Only this.',
      summary: 'Only this.',
      when_to_use: '',
      steps: [],
      example: '',
      expected_improvement: '',
    });
  });

  test('that are empty give way to the next of their kind', () => {
    expect(read('## Example\n\n## Examples\n\nHere.').example).toBe('Here.');
  });

  test('in quotes, lists and code are none', () => {
    expect(read('> ## Steps\n>\n> 1. a\n\n- ## Example\n\n  x\n\n    ## When to use\n').steps).toEqual([]);
  });

  test('of the first level end where another part begins, since a title holds the whole text', () => {
    expect(read('# Example\n\nText.\n\n## When to use\n\nNow.')).toMatchObject({
      example: 'Text.',
      when_to_use: 'Now.',
    });
  });

  test.each([
    ['when_to_use', '## このスキルを使う場面'],
    ['when_to_use', '## いつ使うか'],
    ['when_to_use', '### 触发条件'],
    ['when_to_use', '## 适用场景 (When to use)'],
    ['when_to_use', '## **When to Use This Skill**'],
    ['when_to_use', '## 🎯 When to use'],
    ['when_to_use', '## 2. When To Use'],
    ['when_to_use', '## [When to use](#when)'],
    ['when_to_use', '## Quando usar'],
    ['when_to_use', '## 언제 사용하나요?'],
    ['example', '## 使用示例'],
    ['example', '## 実践例'],
    ['example', '## Exemplos de uso'],
    ['example', '## 예시'],
    ['example', '## Example: a table'],
    ['expected_improvement', '## 期待される効果'],
    ['expected_improvement', '## Expected Improvement'],
    ['description', '## 描述'],
    ['description', '## Descrição'],
  ] as const)('%s is found under "%s"', (field, heading) => {
    expect(read(`${heading}\n\nText.`)[field]).toBe('Text.');
  });

  test('an example is found under a heading that ends so, if it shows something', () => {
    expect(read('## Complete Before/After Example\n\n```xml\n<a/>\n```').example).toBe('```xml\n<a/>\n```');
    expect(read('## Patterns and worked examples\n\nThey are in a file.').example).toBe('');
  });

  test('under mistakes to avoid are none', () => {
    expect(read('## Common Mistakes\n\n### Execution\n\n- Stopping early\n\n### Example\n\nx')).toMatchObject({
      steps: [],
      example: '',
    });
  });

  test('a summary is the first paragraph that is neither a bold title nor an introduction', () => {
    expect(read('**Step 3: Search**\n\nFor example:\n\n- x\n\nFinds what fits.').summary).toBe('Finds what fits.');
    expect(read('**Only this.**').summary).toBe('Only this.');
  });

  test('"When not to use" is not "When to use"', () => {
    expect(read('## When NOT to use\n\nNever.\n\n## Do not use this skill when\n\nx').when_to_use).toBe('');
  });
});

describe('steps', () => {
  test('of a table are its rows, each its first two cells that are no number', () => {
    const table =
      '| # | Phase | Action | Read |\n|---|-------|:------|---|\n| 1 | `PLAN` | Choose | a |\n| 2 | `DO` | Work | b |';
    expect(read(`## Workflow\n\n\`PLAN → DO\`\n\n${table}\n`).steps).toEqual(['`PLAN`: Choose', '`DO`: Work']);
  });

  test('of a line with arrows are what stands between them', () => {
    expect(read('## Workflow\n\n`PLAN → DO → CHECK`').steps).toEqual(['PLAN', 'DO', 'CHECK']);
  });

  test('are the numbered subsections alone, where some are', () => {
    const text = '## Workflow\n\n### Quick reference\n\nx\n\n### Step 1: Plan\n\ny\n\n### Step 2: Do\n\nz';
    expect(read(text).steps).toEqual(['Plan', 'Do']);
  });

  test('without a section are the highest headings of which two are numbered', () => {
    expect(read('## 2단계 파이프라인\n\n### 1단계: 설계\n\nx\n\n### 2단계: 실행\n\ny').steps).toEqual(['설계', '실행']);
  });

  test('are found under headings that end as theirs do, if numbers show that they are steps', () => {
    expect(read("## Builder's Daily Process\n\n1. Draft\n2. Present").steps).toEqual(['Draft', 'Present']);
    expect(read('## Research Methodology\n\n### 1. Gather\n\nx\n\n### 2. Compare\n\ny').steps).toEqual([
      'Gather',
      'Compare',
    ]);
    expect(read('## Review Process\n\n- Who reviews\n- What is reviewed').steps).toEqual([]);
  });

  test('are no paragraphs where the heading only begins or ends as theirs do', () => {
    expect(read('## Workflow pattern of a call\n\nIt returns records.').steps).toEqual([]);
    expect(read('## Steps\n\nRead it:\n\nWrite it.').steps).toEqual(['Write it.']);
  });

  test('numbered ones are taken in order, without their numbers [skills.steps-numbered]', () => {
    expect(read('## Steps\n1. Run `EXPLAIN`\n2) Other list\n\n## X\n').steps).toEqual(['Run `EXPLAIN`', 'Other list']);
  });

  test.each(['-', '*', '+'])('with the bullet %s are taken without it [skills.steps-bulleted]', (bullet) => {
    expect(read(`## Steps\n\n${bullet} One\n${bullet} Two\n`).steps).toEqual(['One', 'Two']);
  });

  test('keep what belongs to them, without its indentation; boxes are taken off', () => {
    expect(read('## Steps\n\n1. [ ] One\n   - inner\n\n   ```sh\n   ls\n   ```\n2. [x] Two\n').steps).toEqual([
      'One\n- inner\n\n```sh\nls\n```',
      'Two',
    ]);
  });

  test('with text or code between them are all taken', () => {
    expect(read('## Steps\n\n1. One\n\n```sh\nls\n```\n\n2. Two\n\nAnd then:\n\n3. Three\n').steps).toEqual([
      'One',
      'Two',
      'Three',
    ]);
  });

  test('are the titles below where they are numbered', () => {
    expect(read('## Workflow\n\n- a note\n\n### Step 1: Look\n\nx\n\n### Step 2 - **Act**\n\n- y\n').steps).toEqual([
      'Look',
      'Act',
    ]);
  });

  test('are numbered titles without a section around them', () => {
    expect(read('# T\n\n## 手順1：見る\n\nx\n\n## 手順2：直す\n\n## おわり').steps).toEqual(['見る', '直す']);
  });

  test('are paragraphs where there is no list', () => {
    expect(read('## Steps\n\nFirst this.\n\nThen that.').steps).toEqual(['First this.', 'Then that.']);
  });

  test('are none where no heading says so', () => {
    expect(read('# T\n\n1. a\n2. b').steps).toEqual([]);
  });

  test('with CRLF are the same', () => {
    expect(read('## Steps\r\n\r\n1. One\r\n2. Two\r\n').steps).toEqual(['One', 'Two']);
  });
});

describe('the summary', () => {
  test('is the first paragraph, without markup', () => {
    expect(read('# T\n\n![badge](x)\n\nDoes **this** and [that](u).\n\nMore.').summary).toBe('Does this and that.');
  });

  test('is that of an overview before others', () => {
    expect(read('Lead.\n\n## Overview\n\nWhat it is.').summary).toBe('What it is.');
  });
});
