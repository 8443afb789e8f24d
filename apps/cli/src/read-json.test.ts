import { expect, test } from 'vitest';
import { readJsonObject } from './read-json.ts';

test('a key that would be dropped silently is refused, at any depth', () => {
  expect(() => readJsonObject('{"steps": [{"__proto__": {"a": 1}}]}', '--data')).toThrow(/--data.*__proto__/);
  expect(readJsonObject('{"proto": 1}', '--data')).toEqual({ proto: 1 });
});
