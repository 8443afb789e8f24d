import { expect, test } from 'vitest';
import { stem } from './stem.ts';

test('forms of one word have one stem', () => {
  const forms = (...words: readonly string[]): number => new Set(words.map(stem)).size;
  expect(forms('configure', 'configured', 'configuring', 'configuration')).toBe(1);
  expect(forms('query', 'queries')).toBe(1);
  expect(forms('hop', 'hopping')).toBe(1);
  expect(stem('hoping')).toBe('hope');
});

test('words of other scripts and with digits stay as they are', () => {
  expect(['設定', 'utf8', 'über', 'is'].map(stem)).toEqual(['設定', 'utf8', 'über', 'is']);
});
