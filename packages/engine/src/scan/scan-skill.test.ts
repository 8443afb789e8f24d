import { expect, test } from 'vitest';
import { createPassThroughSkillParser } from '../testing/pass-through-skill-parser.ts';

/** What looks like an access key; put together here so that no scanner of the repository stops at it. */
const KEY = ['AKIA', 'Q3EGRZ5JTWM7XKLP'].join('');

test('the names of files are scanned as their texts are, those of binary files too', async () => {
  const path = `keys/${KEY}.bin`;
  const files = [{ path, mode: 0o644, content: Buffer.from([0, 255]) }];
  const { found } = await createPassThroughSkillParser().parse({ root: '', path: 'mooring', files });
  expect(found.map(({ code, file }) => [code, file])).toContainEqual(['secret', path]);
});
