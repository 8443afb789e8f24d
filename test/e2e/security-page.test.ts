import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ACCESS_LEVELS } from '@tmws/domain';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../harness/run.ts';

test('the page on security says what the levels are worth, and names each of them [docs.cooperation]', async () => {
  const page = await readFile(path.join(REPOSITORY, 'docs/security.md'), 'utf8');
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    'between agents of one operating-system user the access levels are cooperation, not security',
  );
  for (const level of ACCESS_LEVELS) expect(page).toContain(`| ${level}`);
});
