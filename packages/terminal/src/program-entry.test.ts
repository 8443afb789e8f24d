import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { productVersion } from './product-version.ts';
import { programEntry } from './program-entry.ts';

test('every program is where it is looked for, run from source', () => {
  for (const name of ['core', 'mcp', 'migrate'] as const) {
    expect(programEntry(name)).toMatch(new RegExp(`apps.${name}.src.main\\.ts$`));
    expect(existsSync(programEntry(name))).toBe(true);
  }
});

test('the product has a version', () => {
  expect(productVersion()).toMatch(/^\d+\.\d+\.\d+$/);
});
