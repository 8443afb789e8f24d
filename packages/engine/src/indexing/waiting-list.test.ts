import { expect, test } from 'vitest';
import { createWaitingList, NOT_SEARCHABLE } from './waiting-list.ts';

const NONE: ReadonlySet<string> = new Set();

test('a writer waits until all of its patterns are reported', async () => {
  const list = createWaitingList();
  const waiting = list.wait(['a', 'b'], 5_000);
  list.report(['a', 'x'], NONE);
  expect(list.waiters()).toHaveLength(1);
  list.report(['b'], NONE);
  expect(await waiting).toEqual({ byWords: true, byMeaning: true });
  expect(list.waiters()).toEqual([]);
});

test('a pattern without a vector is found by words alone', async () => {
  const list = createWaitingList();
  const waiting = list.wait(['a', 'b'], 5_000);
  list.report(['a', 'b'], new Set(['a']));
  expect(await waiting).toEqual({ byWords: true, byMeaning: false });
});

test('who has waited too long is told that nothing is certain', async () => {
  const list = createWaitingList();
  expect(await list.wait(['a'], 1)).toEqual(NOT_SEARCHABLE);
  expect(list.waiters()).toEqual([]);
});

test('those who are resolved get the given answer, later ones go on waiting', async () => {
  const list = createWaitingList();
  const first = list.wait(['a'], 5_000);
  const waiters = list.waiters();
  const second = list.wait(['a'], 5_000);
  list.resolve(waiters, NOT_SEARCHABLE);
  expect(await first).toEqual(NOT_SEARCHABLE);
  list.report(['a'], NONE);
  expect(await second).toEqual({ byWords: true, byMeaning: true });
});
