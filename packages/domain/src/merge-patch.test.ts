import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { diffJson } from './json-diff.ts';
import { mergePatch } from './merge-patch.ts';

/** The examples of RFC 7396, appendix A, whose target and patch are objects. */
const EXAMPLES = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
] satisfies (readonly [JsonObject, JsonObject, JsonObject])[];

const objects = fc.dictionary(
  fc.constantFrom('a', 'b', 'c/d', 'e~f', ''),
  fc.letrec<{ value: JsonObject[string] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(0, 1, 'x', true, null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c/d'), tie('value')),
    ),
  })).value,
);

describe('a merge patch', () => {
  test.each(EXAMPLES)('makes of %j with %j what RFC 7396 says: %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  test('changes nothing where it is empty or repeated, and leaves its target alone', () => {
    fc.assert(
      fc.property(objects, objects, (target, patch) => {
        const before = structuredClone(target);
        expect(mergePatch(target, {})).toEqual(target);
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
        expect(target).toEqual(before);
      }),
    );
  });
});

describe('a difference of JSON objects', () => {
  test('names each place that was added, removed or changed, by its JSON pointer', () => {
    const older = { steps: ['one', 'two', 'three'], 'a/b': { '~': 1 }, kept: { deep: [0] }, list: [1] };
    const newer = { steps: ['one', 'zwei'], 'a/b': { '~': 2 }, kept: { deep: [0] }, list: { 0: 1 }, more: null };
    expect(diffJson(older, newer)).toEqual([
      { path: '/steps/1', kind: 'CHANGED', oldValue: 'two', newValue: 'zwei' },
      { path: '/steps/2', kind: 'REMOVED', oldValue: 'three', newValue: undefined },
      { path: '/a~1b/~0', kind: 'CHANGED', oldValue: 1, newValue: 2 },
      { path: '/list', kind: 'CHANGED', oldValue: [1], newValue: { 0: 1 } },
      { path: '/more', kind: 'ADDED', oldValue: undefined, newValue: null },
    ]);
  });

  test('is empty for equal ones alone, and turns about with its sides', () => {
    const turned = { ADDED: 'REMOVED', REMOVED: 'ADDED', CHANGED: 'CHANGED' } as const;
    fc.assert(
      fc.property(objects, objects, (older, newer) => {
        expect(diffJson(older, structuredClone(older))).toEqual([]);
        const there = diffJson(older, newer).map(({ path, kind }) => `${path} ${turned[kind]}`);
        const back = diffJson(newer, older).map(({ path, kind }) => `${path} ${kind}`);
        expect(there.toSorted()).toEqual(back.toSorted());
      }),
    );
  });
});
