import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TmwsClient } from '@tmws/client';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { officialVerdicts } from '../harness/official-validator.ts';
import { hasPython } from '../harness/python-client.ts';
import { REPOSITORY, run } from '../harness/run.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const CORPUS = path.join(REPOSITORY, '../shared/corpus/skills.tar.xz');

/** Skill files of a folder named `skill`, right and wrong in each way that the rules speak of. */
const WRITTEN: readonly string[] = [
  'name: skill\ndescription: A skill.',
  'name: skill\ndescription: Use <b>.\nlicense: MIT\ncompatibility: any\nallowed-tools: Read\nmetadata:\n  a: 1',
  'name: other\ndescription: x',
  'name: Skill\ndescription: x',
  'name: -skill\ndescription: x',
  'name: sk--ill\ndescription: x',
  'name: sk_ill\ndescription: x',
  'name: " skill "\ndescription: x',
  'name: \uFF53kill\ndescription: x',
  'name:\ndescription: x',
  'name: [skill]\ndescription: x',
  'name:\n  - skill\ndescription: x',
  'name:\n  a: skill\ndescription: x',
  'description: x',
  'name: skill',
  'name: skill\ndescription:',
  'name: skill\ndescription: "  "',
  `name: skill\ndescription: ${'x'.repeat(1_024)}`,
  `name: skill\ndescription: ${'x'.repeat(1_025)}`,
  `name: skill\ndescription: ${'\u{1F680}'.repeat(1_024)}`,
  `name: skill\ndescription: |\n  ${'x'.repeat(1_023)}`,
  `name: skill\ndescription: |\n  ${'x'.repeat(1_024)}`,
  `name: skill\ndescription: x\ncompatibility: ${'x'.repeat(500)}`,
  `name: skill\ndescription: x\ncompatibility: ${'x'.repeat(501)}`,
  'name: skill\ndescription: x\ncompatibility:\n  - x',
  'name: skill\ndescription: x\nversion: 1.0.0',
  'name: skill\ndescription: x\nmetadata: {}',
  'name: skill\ndescription: x\nname: skill',
  'name: skill\ndescription: &a x\nlicense: *a',
  'name: skill\ndescription: !!str x',
  'name: skill\ndescription: a: b',
  'name: skill\ndescription: a --- b',
  'name: skill\ndescription: x\n...\nmore: x',
  'name: skill\ndescription:\tx',
  'name: skill\ndescription: "a\tb" # c\td',
  'name: skill\ndescription: >\n  a\tb',
  'name: skill\ndescription: yes',
  'name: skill\ndescription: ~',
  'name: skill\ndescription: \u0007',
  'name: skill\ndescription: x\nmetadata:\n  a:\n    b: c\n  d:\n      e: f',
  'name: skill\ndescription: x\nmetadata:\n  <<: y',
  '- name: skill',
  'just text',
  '',
];

const WHOLE: readonly (string | Uint8Array)[] = [
  '',
  'No frontmatter.',
  '\uFEFF---\nname: skill\ndescription: x\n---\n',
  '\n---\nname: skill\ndescription: x\n---\n',
  '---\r\nname: skill\r\ndescription: x\r\n---\r\n',
  '---\rname: skill\rdescription: x\r---\r',
  '---\nname: skill\ndescription: x\n',
  '--- \nname: skill\ndescription: x\n--- \n',
  '----\nname: skill\ndescription: x\n---\n',
  Buffer.from('2d2d2d0a6e616d653aff0a2d2d2d', 'hex'),
];

/** Put into a sound frontmatter somewhere. */
const TOKENS = [
  '[a, b]',
  '{a: b}',
  '&a x',
  '*a',
  '!!str x',
  '- ',
  ' # c',
  "'",
  '"',
  ':',
  ': ',
  '\t',
  '  ',
  '---',
  '%',
  '@',
];
const MORE = [
  '`',
  '|',
  '> x',
  '? ',
  '~',
  '\u00e9',
  'name: t\n',
  'x: y\n',
  '\n',
  '<b>',
  '\\',
  '\u{1F600}',
  '\u00a0',
  'A',
];

const SOUND = [
  'name: skill\ndescription: A skill.\n',
  'name: skill\ndescription: >\n  Folded\n  text.\nmetadata:\n  a: b\n  c: d\n',
  'name: skill\ndescription: |\n  Literal\n\n  x\ncompatibility: any\nmetadata:\n    k:\n      x: y\n',
];

let folder: TemporaryFolder;
let home: TmwsHome;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  return async () => {
    await home[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
});

const verdictOf = async (client: TmwsClient, at: string): Promise<boolean> => {
  const filePaths = await readdir(at);
  const file = ['SKILL.md', 'skill.md'].find((name) => filePaths.includes(name));
  const skillMd = file === undefined ? new Uint8Array() : await readFile(path.join(at, file));
  const skill = { folderName: path.basename(at), skillMd, filePaths: filePaths.slice(0, 512) };
  return (await client.skills.validateSkill({ subject: { $case: 'skill', value: skill } })).valid;
};

/** Where the two verdicts differ, and how many folders there are of each official one. */
const compare = async (root: string) => {
  const official = await officialVerdicts(root);
  const client = await home.client();
  const differing: unknown[] = [];
  for (const [at, errors] of official) {
    const valid = await verdictOf(client, at);
    if (valid !== (errors.length === 0)) differing.push({ at: path.relative(root, at), valid, errors });
  }
  const valid = official.filter(([, errors]) => errors.length === 0).length;
  return { differing, valid, invalid: official.length - valid };
};

const write = async (name: string, files: readonly (string | Uint8Array)[]): Promise<string> => {
  const root = path.join(folder.path, name);
  for (const [place, content] of files.entries()) {
    const at = path.join(root, String(place), 'skill');
    await mkdir(at, { recursive: true });
    await writeFile(path.join(at, 'SKILL.md'), content);
  }
  return root;
};

describe.skipIf(!(await hasPython()) && process.env.CI !== 'true')(
  'ValidateSkill and the official validator (needs Python 3.10)',
  () => {
    test('agree on skills that are right and wrong in every way that the rules speak of [skills.validate]', async () => {
      const written = WRITTEN.map((frontmatter) => `---\n${frontmatter}\n---\n\nBody.\n`);
      const { differing, valid, invalid } = await compare(await write('written', [...written, ...WHOLE]));
      expect(differing).toEqual([]);
      expect([valid, invalid].every((count) => count > 10)).toBe(true);
    });

    test('agree on skills that were sound before something was put into them', async () => {
      const broken = fc.tuple(fc.constantFrom(...SOUND), fc.constantFrom(...TOKENS, ...MORE), fc.nat(1_000));
      const written = fc.sample(broken, { numRuns: 600, seed: 11 }).map(([sound, token, at]) => {
        const place = at % sound.length;
        return `---\n${sound.slice(0, place)}${token}${sound.slice(place)}---\n\nBody.\n`;
      });
      expect((await compare(await write('broken', written))).differing).toEqual([]);
    });

    test.skipIf(!existsSync(CORPUS) && process.env.CI !== 'true')(
      'agree on every skill of the corpus (needs ../shared/corpus)',
      async () => {
        const root = path.join(folder.path, 'corpus');
        await mkdir(root);
        const { status } = await run('tar', ['-xJf', CORPUS, '-C', root]);
        expect(status).toBe(0);
        const { differing, valid, invalid } = await compare(root);
        expect(differing).toEqual([]);
        expect(Math.min(valid, invalid)).toBeGreaterThan(500);
      },
    );
  },
);
