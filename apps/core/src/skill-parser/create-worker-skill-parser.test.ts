import { Worker } from 'node:worker_threads';
import type { SkillFolder } from '@tmws/domain';
import { afterEach, expect, test } from 'vitest';
import { createWorkerSkillParser, type SkillParserOptions } from './create-worker-skill-parser.ts';

const folder = (name: string): SkillFolder => ({
  root: 'root',
  path: `some/${name}`,
  files: [
    {
      path: 'SKILL.md',
      mode: 0o644,
      content: Buffer.from(`---\nname: ${name}\ndescription: Say hello.\n---\n\n# Hello\n`),
    },
  ],
});

let closing: (() => Promise<void>)[] = [];

const parserWith = (options: SkillParserOptions = {}) => {
  const parser = createWorkerSkillParser(options);
  closing.push(() => parser.close());
  return parser;
};

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

/** A thread that runs this text and answers well-behaved orders by their name alone. */
const threadOf = (misbehaviour: string): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ id, folder, candidate }) => {
       if ((folder?.path ?? candidate.folderName).endsWith('bad')) { ${misbehaviour} }
       else parentPort.postMessage({ id, parsed: { name: 'well' } });
     });`,
    { eval: true },
  );

test('understands skills in a thread of its own', async () => {
  const parser = parserWith();
  const [first, second] = await Promise.all([parser.parse(folder('hello')), parser.parse(folder('again'))]);
  expect(first).toMatchObject({ name: 'hello', patternData: { description: 'Say hello.' } });
  expect(second.name).toBe('again');
});

test.each([
  ['throws', 'throw new Error("broken inside")', 'broken inside'],
  ['ends', 'process.exit(3)', 'ended'],
  ['never answers', 'for (;;);', 'took longer than 0.3 seconds'],
  ['answers that it failed', 'parentPort.postMessage({ id, failure: "cannot read it" })', 'cannot read it'],
])('a thread that %s is a finding of that skill, and the next skill is understood', async (_, misbehaviour, why) => {
  const parser = parserWith({ limit: 300, startWorker: () => threadOf(misbehaviour) });
  const [bad, well] = await Promise.all([parser.parse(folder('bad')), parser.parse(folder('good'))]);
  expect(bad).toMatchObject({
    name: 'bad',
    findings: [{ code: 'not_parsed', text: expect.stringContaining(why) }],
    found: [{ code: 'not_scanned' }],
  });
  expect(well.name).toBe('well');
  expect(await parser.validate({ folderName: 'bad', skillFile: undefined })).toMatchObject({
    valid: false,
    findings: [{ code: 'not_parsed', severity: 'error', text: expect.stringContaining(why) }],
  });
});

test('judges skills in the same thread, by the official rules', async () => {
  const parser = parserWith();
  const skillFile = Buffer.from('---\nname: hello\ndescription: Say hello.\n---\n');
  const [good, bad] = await Promise.all([
    parser.validate({ folderName: 'hello', skillFile }),
    parser.validate({ folderName: 'other', skillFile }),
  ]);
  expect([good.valid, bad.valid, bad.findings.map(({ code }) => code)]).toEqual([true, false, ['rule_name']]);
});

test('a closed parser takes no more skills', async () => {
  const parser = parserWith();
  await parser.close();
  await expect(parser.parse(folder('late'))).rejects.toMatchObject({ reason: 'CORE_DRAINING' });
});
