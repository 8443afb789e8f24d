import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { occasionIn } from './read-occasion.ts';

describe('The occasion in a description', () => {
  test.each([
    ['Runs tests. Use when the user asks for tests.', 'Use when the user asks for tests.'],
    ['Runs tests. Use for tests. Triggers on "test". Covers xUnit.', 'Use for tests. Triggers on "test".'],
    ['Use this skill whenever a plan is made', 'Use this skill whenever a plan is made'],
    [
      'When the user wants an audit. Also use when they say "audit".',
      'When the user wants an audit. Also use when they say "audit".',
    ],
    ['Prepares meetings; use when gathering context.', 'use when gathering context.'],
    ['Router — invoke when the user wants code.', 'invoke when the user wants code.'],
    [
      'Guide for skills. This skill should be used when users want one.',
      'This skill should be used when users want one.',
    ],
    ['Backlog. Auto-activates on keywords like "todo".', 'Auto-activates on keywords like "todo".'],
    ['Reads a file. USE FOR: large files. DO NOT USE FOR: small ones.', 'USE FOR: large files.'],
    ['設計する。検証が必要な時に使用。', '検証が必要な時に使用。'],
    ['辅导老师。学生提出问题时使用。', '学生提出问题时使用。'],
    ['웹 검색 로직. 문서 검색 시 자동 활성화', '문서 검색 시 자동 활성화'],
  ])('in "%s" is "%s"', (description, occasion) => {
    expect(occasionIn(description)).toBe(occasion);
  });

  test.each([
    '',
    'Manages incidents.',
    'Trigger and resolve incidents.',
    'Use the API to draw pictures',
    'Reads files. Do NOT use when they are large.',
    'Automates tasks. Always search tools first.',
  ])('is not in "%s"', (description) => {
    expect(occasionIn(description)).toBe('');
  });

  test('is a part of the description as it is written', () => {
    const sentence = fc.constantFrom(
      'Use when asked. ',
      'Reads. ',
      '時に使用。',
      '\n\n- Trigger: x',
      '; use when ',
      '🙂',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(sentence, fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        const description = parts.join('').toWellFormed();
        expect(description).toContain(occasionIn(description));
      }),
    );
  });
});
