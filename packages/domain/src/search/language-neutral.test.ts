import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLanguageNeutral, dotProduct } from './language-neutral.ts';
import { SCRIPT_GROUPS } from './script-group.ts';

const data = {
  direction: [0.6, 0.8, 0],
  centres: { latin: [0, 0, 0.1], kana: [0.2, -0.15, 0], han: [0, 0, 0], hangul: [0, 0, -0.1] },
  offset: 0.8,
};
const neutral = createLanguageNeutral(data);
const part = fc.float({ min: -1, max: 1, noNaN: true });
const vector = fc.tuple(part, part, part).filter((parts) => Math.hypot(...parts) > 0.1);

test('takes the direction out of a request and leaves it at length 1', () => {
  fc.assert(
    fc.property(vector, (parts) => {
      fc.pre(Math.hypot(parts[0] * 0.8 - parts[1] * 0.6, parts[2]) > 0.05);
      const query = neutral.neutralQuery(parts);
      expect(dotProduct(query, data.direction)).toBeCloseTo(0, 5);
      expect(Math.hypot(...query)).toBeCloseTo(1, 5);
    }),
  );
});

test("stores a text less its group's centre, so that comparing is one dot product", () => {
  fc.assert(
    fc.property(vector, vector, fc.constantFrom(...SCRIPT_GROUPS), (asked, stored, group) => {
      const query = neutral.neutralQuery(asked);
      const expected = dotProduct(query, neutral.neutralQuery(stored)) - dotProduct(query, data.centres[group]) + 0.8;
      expect(neutral.neutralCosine(query, neutral.neutralPassage(stored, group))).toBeCloseTo(expected, 5);
    }),
  );
});

test('does not divide by nothing where a vector is all direction', () => {
  expect([...createLanguageNeutral({ ...data, direction: [1, 0, 0] }).neutralQuery([1, 0, 0])]).toEqual([0, 0, 0]);
});

test('refuses vectors of another model', () => {
  expect(() => neutral.neutralQuery([1, 0])).toThrow('2 and 3 dimensions');
  expect(() => dotProduct([1], [1, 2])).toThrow(RangeError);
});
