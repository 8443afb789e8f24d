import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RemoteError } from '@tmws/client';
import { expect, test } from 'vitest';
import { mcpClient } from '../harness/mcp-client.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

const LARGE = 'x'.repeat(5 * 1024 * 1024);
const WORDS = 'The request is larger than the 4 MiB that a message may have. Send less at once';

test('more than a message can carry is refused with the limit and what to do, whichever program sends it', async () => {
  await using home = await tmwsHome();
  await using folder = await temporaryFolder();
  const client = await home.client();
  const pattern = { patternName: 'large', category: 'c', patternData: { text: LARGE } };
  const refused = await client.patterns.createPattern(pattern).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RemoteError);
  expect(refused).toMatchObject({
    reason: 'MESSAGE_TOO_LARGE',
    code: 'RESOURCE_EXHAUSTED',
    message: expect.stringContaining(WORDS),
    metadata: { too_large: 'request', limit_bytes: '4194304' },
  });

  const data = path.join(folder.path, 'data.json');
  await writeFile(data, JSON.stringify({ text: LARGE }));
  const words = ['pattern', 'create', '--name', 'large', '--category', 'c', '--data', `@${data}`];
  const plain = await home.tmws(...words);
  expect(plain).toMatchObject({ status: 75, stdout: '', stderr: expect.stringContaining(WORDS) });
  const asJson = await home.tmws(...words, '--json');
  expect(asJson.status).toBe(75);
  expect(JSON.parse(asJson.stderr || asJson.stdout)).toMatchObject({ reason: 'MESSAGE_TOO_LARGE' });

  await using mcp = await mcpClient(home);
  const learn = { pattern_name: 'large', pattern_content: LARGE, category: 'c' };
  const answer = await mcp.callTool({ name: 'learn_pattern', arguments: learn });
  expect(answer).toMatchObject({
    isError: true,
    structuredContent: {
      error: { reason: 'INVALID_FIELD' },
      message: expect.stringMatching(/pattern_content is too large; send at most \d+ characters/),
    },
  });

  expect((await client.patterns.listPatterns({})).patterns).toEqual([]);
});
