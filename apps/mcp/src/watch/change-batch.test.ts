import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createChangeBatch } from './change-batch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('many changes of a moment are told once, and those of the next moment by themselves', () => {
  const told: unknown[] = [];
  const batch = createChangeBatch((changes) => told.push(changes));
  for (let index = 0; index < 1_000; index += 1) {
    batch.addList();
    batch.add('one');
  }
  batch.add('two');
  expect(told).toEqual([]);
  vi.runAllTimers();
  expect(told).toEqual([{ isList: true, uris: ['one', 'two'] }]);
  batch.add('three');
  vi.runAllTimers();
  expect(told.slice(1)).toEqual([{ isList: false, uris: ['three'] }]);
});

test('what was dropped is not told', () => {
  const told: unknown[] = [];
  const batch = createChangeBatch((changes) => told.push(changes));
  batch.addList();
  batch.drop();
  vi.runAllTimers();
  expect(told).toEqual([]);
});
