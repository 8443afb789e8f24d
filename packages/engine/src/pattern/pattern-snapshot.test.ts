import { expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';

test('a pattern comes back from its snapshot as it was, with dates and what is unset', () => {
  const pattern = buildPattern({
    id: 'p',
    subcategory: 's',
    complexityScore: 0,
    deletedAt: new Date(5),
    usage: { ...buildPattern({ id: 'x' }).usage, lastUsedAt: new Date(7), decayedAt: new Date(8) },
    patternData: JSON.parse('{"createdAt":"2026-01-01T00:00:00.000Z","a":[null,1.5,"手順"]}'),
  });
  expect(fromSnapshot(toSnapshot(pattern))).toEqual(pattern);
  expect(fromSnapshot(toSnapshot(buildPattern({ id: 'q' })))).toEqual(buildPattern({ id: 'q' }));
});
