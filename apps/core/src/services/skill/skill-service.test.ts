import { createHash, randomBytes } from 'node:crypto';
import { AccessLevel, FindingSeverity, type ImportSkillsRequest, SkillImportAction } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
});

afterAll(() => core[Symbol.asyncDispose]());

type Message = Parameters<typeof ImportSkillsRequest.fromPartial>[0];

interface TestFile {
  readonly path: string;
  readonly content: Uint8Array | string;
  readonly mode?: number;
  /** Announced instead of the true size. */
  readonly size?: number;
}

const header = (root: string, more: object = {}): Message => ({
  part: { $case: 'header', value: { root, accessLevel: AccessLevel.TEAM, ...more } },
});

const fileMessages = ({ path, content, mode = 0o644, size }: TestFile): readonly Message[] => {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
    bytes.subarray(index * 65_536, (index + 1) * 65_536),
  );
  return [
    { part: { $case: 'fileStart', value: { path, mode, size: size ?? bytes.length } } },
    ...chunks.map((value): Message => ({ part: { $case: 'chunk', value } })),
  ];
};

const skillMessages = (path: string, files: readonly TestFile[]): readonly Message[] => [
  { part: { $case: 'skillStart', value: { path } } },
  ...files.flatMap(fileMessages),
  { part: { $case: 'skillEnd', value: {} } },
];

const send = async function* (messages: readonly Message[]): AsyncGenerator<Message> {
  yield* messages;
};

const skillFile = (name: string, description: string): TestFile => ({
  path: 'SKILL.md',
  content: `---\nname: ${name}\ndescription: ${description}\n---\n\n# ${name}\n\nSteps:\n\n1. Begin.\n2. End.\n`,
});

const readFile = async (patternId: string, path: string): Promise<{ mode: number; sha256: string; bytes: Buffer }> => {
  const parts = await collect(ann.skills.readSkillFile({ patternId, path }));
  const [first, ...rest] = parts.map(({ part }) => part);
  if (first?.$case !== 'file') throw new Error('The file itself did not come first.');
  const chunks = rest.flatMap((part) => (part?.$case === 'chunk' ? [part.value] : []));
  return { mode: first.value.mode, sha256: first.value.sha256, bytes: Buffer.concat(chunks) };
};

describe('ImportSkills', () => {
  test('keeps every file byte for byte, with its mode, and finds the skill at once [skills.files-kept, skills.read-file]', async () => {
    const script = { path: 'scripts/räumen.sh', content: randomBytes(200_000), mode: 0o755 };
    const files = [skillFile('tidy-desk', 'Tidy a desk.'), script, { path: 'empty.txt', content: '' }];
    const answer = await ann.skills.importSkills(send([header('home'), ...skillMessages('office/tidy-desk', files)]));
    expect(answer).toMatchObject({ dryRun: false, searchableByWords: true });
    const [result] = answer.results;
    expect(result).toMatchObject({
      path: 'office/tidy-desk',
      patternName: 'tidy-desk',
      action: SkillImportAction.CREATED,
      fileCount: 3,
    });
    const read = await readFile(result?.patternId ?? '', script.path);
    expect(read.bytes.equals(script.content)).toBe(true);
    expect(read).toMatchObject({ mode: 0o755, sha256: createHash('sha256').update(script.content).digest('hex') });
    expect((await readFile(result?.patternId ?? '', 'empty.txt')).bytes).toHaveLength(0);
    const { hits } = await ann.patterns.searchPatterns({ queryText: 'tidy my desk' });
    expect(hits[0]?.pattern).toMatchObject({ id: result?.patternId, serveAsSkill: true });
  });

  test('skips what is unchanged, makes a version of what changed, renames what has a taken name [skills.import-stream, migrate.identity]', async () => {
    const first = skillMessages('cook', [skillFile('cook', 'Cook rice.')]);
    const changed = skillMessages('cook', [skillFile('cook', 'Cook rice and beans.')]);
    const other = skillMessages('other/cook', [skillFile('cook', 'Cook books.')]);
    const stream = [header('kitchen'), ...first, ...first, ...changed, ...other];
    const { results } = await ann.skills.importSkills(send(stream));
    expect(results.map(({ action, patternName, version }) => [action, patternName, version])).toEqual([
      [SkillImportAction.CREATED, 'cook', '1.0.0'],
      [SkillImportAction.SKIPPED, 'cook', '1.0.0'],
      [SkillImportAction.VERSION_CREATED, 'cook', '1.0.1'],
      [SkillImportAction.RENAMED, 'cook-2', '1.0.0'],
    ]);
  });

  test('refuses a skill that cannot be taken in its result, and takes the others', async () => {
    const many = Array.from({ length: 513 }, (_, index) => ({ path: `f${index}`, content: '' }));
    const stream = [
      header('mixed'),
      ...skillMessages('leaves', [{ path: '../outside', content: 'x' }]),
      ...skillMessages('/absolute', [skillFile('absolute', 'x')]),
      ...skillMessages('many', many),
      ...skillMessages('twice', [skillFile('twice', 'x'), skillFile('twice', 'y')]),
      ...skillMessages('large', [{ path: 'blob', content: Buffer.alloc(17 * 1024 * 1024) }]),
      ...skillMessages('good', [skillFile('good', 'A good one.')]),
    ];
    const { results } = await ann.skills.importSkills(send(stream));
    const graveOf = (findings: (typeof results)[number]['findings']) =>
      findings.find(({ severity }) => severity === FindingSeverity.ERROR)?.code;
    expect(results.map(({ path, action, findings }) => [path, action, graveOf(findings)])).toEqual([
      ['leaves', SkillImportAction.REFUSED, 'unsafe_path'],
      ['/absolute', SkillImportAction.REFUSED, 'unsafe_path'],
      ['many', SkillImportAction.REFUSED, 'too_large'],
      ['twice', SkillImportAction.REFUSED, 'file_twice'],
      ['large', SkillImportAction.REFUSED, 'too_large'],
      ['good', SkillImportAction.CREATED, undefined],
    ]);
    expect(results[2]).toMatchObject({ fileCount: 513, patternId: '' });
  });

  test('refuses a stream that is out of order, and says how', async () => {
    const whole = skillMessages('s', [skillFile('s', 'x')]);
    const streams: readonly (readonly Message[])[] = [
      [],
      whole,
      [header('r'), header('r')],
      [header('r'), ...whole.slice(1)],
      [header('r'), ...whole.slice(0, -1)],
      [header('r'), ...skillMessages('s', [{ path: 'a', content: 'abc', size: 2 }])],
      [header('r'), ...skillMessages('s', [{ path: 'a', content: 'abc', size: 4 }])],
      [
        header('r'),
        { part: { $case: 'skillStart', value: { path: 's' } } },
        { part: { $case: 'chunk', value: Buffer.alloc(65_537) } },
      ],
      [header('')],
    ];
    const refusals = await Promise.all(
      streams.map((stream) => refusalOf((options) => ann.skills.importSkills(send(stream), options))),
    );
    expect(refusals.map(({ reason, violations }) => [reason, violations[0]?.field])).toEqual([
      ['INVALID_FIELD', 'part'],
      ['INVALID_FIELD', 'part'],
      ['INVALID_FIELD', 'part'],
      ['INVALID_FIELD', 'part'],
      ['INVALID_FIELD', 'part'],
      ['INVALID_FIELD', 'file_start.size'],
      ['INVALID_FIELD', 'file_start.size'],
      ['INVALID_FIELD', 'chunk'],
      ['INVALID_FIELD', 'root'],
    ]);
  });
});

describe('ReadSkillFile', () => {
  test('tells a file that the skill does not have, and a skill that the caller may not read [skills.read-file]', async () => {
    const messages = skillMessages('private', [skillFile('private', 'Mine.')]);
    const { results } = await ann.skills.importSkills(
      send([header('own', { accessLevel: AccessLevel.PRIVATE }), ...messages]),
    );
    const patternId = results[0]?.patternId ?? '';
    const missing = await refusalOf((options) =>
      collect(ann.skills.readSkillFile({ patternId, path: 'README.md' }, options)),
    );
    expect(missing).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'SKILL_FILE_NOT_FOUND',
      metadata: { path: 'README.md' },
    });
    const hidden = await refusalOf((options) =>
      collect(core.as('bob').skills.readSkillFile({ patternId, path: 'SKILL.md' }, options)),
    );
    expect(hidden).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
  });
});
