import { expect, test } from 'vitest';
import { testTitles } from './test-titles.ts';

test('titles are found in every form of a test', () => {
  const source = `
    describe('a group', () => {
      test('plain [a.b]', () => { expect(text).toContain("test('not this')"); });
      test.each([['x', (one) => one], [")"]])('of rows %s [a.c]', () => {});
      test.each(Object.keys(faults).flatMap((fault) => [fault, /[)'"]/.test(fault)]))(
        "somebody's, in a quote of another kind",
        async () => {},
      );
      test.each<[string, Partial<Record<string, () => void>>]>([['x', {}]])('with types', () => {});
      test.skipIf(!python && process.env.CI !== 'true')('where there is one', run, 300_000);
      test.each\`a | b\\n\${1} | \${2}\`('of a table', () => {});
      it(\`in a template\`, { timeout: 1 }, () => {});
      // test('in a comment')
      object.test('of another object'); latest('of another name'); pattern.test(text);
    });`;
  expect(testTitles(source)).toEqual([
    'plain [a.b]',
    'of rows %s [a.c]',
    "somebody's, in a quote of another kind",
    'with types',
    'where there is one',
    'of a table',
    'in a template',
  ]);
});
