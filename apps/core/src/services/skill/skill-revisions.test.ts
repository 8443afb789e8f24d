import { createHash } from 'node:crypto';
import { AccessLevel, type ImportSkillsRequest } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const importSkill = async (path: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const stream = async function* (): AsyncGenerator<Message> {
    yield { part: { $case: 'header', value: { root: 'home', accessLevel: AccessLevel.TEAM } } };
    yield { part: { $case: 'skillStart', value: { path } } };
    for (const [name, text] of Object.entries(files)) {
      const value = Buffer.from(text);
      yield { part: { $case: 'fileStart', value: { path: name, mode: 0o644, size: value.length } } };
      yield { part: { $case: 'chunk', value } };
    }
    yield { part: { $case: 'skillEnd', value: {} } };
  };
  return (await ann.skills.importSkills(stream())).results[0]?.patternId ?? '';
};

interface Asked {
  readonly patternId: string;
  readonly revision?: number;
  readonly asAgentSkill?: boolean;
}

const readFile = async (asked: Asked & { readonly path: string }): Promise<Buffer> => {
  const parts = await collect(ann.skills.readSkillFile(asked));
  return Buffer.concat(parts.flatMap(({ part }) => (part?.$case === 'chunk' ? [part.value] : [])));
};

/** Every file listed, read, its size and digest checked: text by path. */
const whole = async (asked: Asked): Promise<Readonly<Record<string, string>>> => {
  const { files } = await ann.skills.getSkill(asked);
  const read = files.map(async ({ path, size, sha256 }) => {
    const bytes = await readFile({ ...asked, path });
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256]);
    return [path, bytes.toString()] as const;
  });
  return Object.fromEntries(await Promise.all(read));
};

const GOOD = '---\nname: tidy-desk\ndescription: Tidy a desk.\nlicense: MIT\n---\n\n# Tidy\n\nBegin left.\n';

test('an authored pattern has a SKILL.md made of it, and each revision keeps its own', async () => {
  const { pattern } = await ann.patterns.createPattern({
    patternName: 'boil_eggs',
    category: 'kitchen',
    patternData: { description: 'Boil eggs.', steps: ['Boil water.', 'Add eggs.'] },
  });
  const patternId = pattern?.id ?? '';
  const first = await whole({ patternId });
  expect(Object.keys(first)).toEqual(['SKILL.md']);
  await ann.patterns.updatePattern({
    patternId,
    patternData: { description: 'Boil eggs soft.' },
    tags: ['eggs'],
    updateMask: ['pattern_data', 'tags'],
  });
  const second = await whole({ patternId });
  expect(second['SKILL.md']).toContain('Boil eggs soft.');
  expect(await whole({ patternId, revision: 1 })).toEqual(first);
  expect(await whole({ patternId, revision: 2 })).toEqual(second);
});

test('a SKILL.md is made of nothing but the content: these bytes may change for no release', async () => {
  const { pattern } = await ann.patterns.createPattern({
    patternName: 'Café_visit',
    category: 'travel',
    subcategory: 'food',
    tags: ['coffee', 'cake'],
    learningWeight: 3,
    version: '1.2.0',
    patternData: {
      description: 'Find a café: <open> and near.',
      when_to_use: 'On a rainy day.',
      steps: ['Ask a local.', 'Go there.'],
      example: '```sh\nopen map\n```',
      notes: { rain: true, people: [1, 2] },
    },
  });
  expect(await whole({ patternId: pattern?.id ?? '', asAgentSkill: true })).toEqual({
    'SKILL.md': [
      '---',
      'name: "cafe-visit"',
      'description: "Find a café: ‹open› and near."',
      'metadata:',
      '  pattern-name: "Café_visit"',
      '  version: "1.2.0"',
      '  category: "travel"',
      '  subcategory: "food"',
      '  tags: "coffee, cake"',
      '  importance: "3"',
      '  author: "ann"',
      '---',
      '',
      '# Café_visit',
      '',
      '## Description',
      '',
      'Find a café: <open> and near.',
      '',
      '## When to Use',
      '',
      'On a rainy day.',
      '',
      '## Steps',
      '',
      '1. Ask a local.',
      '2. Go there.',
      '',
      '## Example',
      '',
      '```sh',
      'open map',
      '```',
      '',
      '## Notes',
      '',
      '```json',
      '{',
      '  "people": [',
      '    1,',
      '    2',
      '  ],',
      '  "rain": true',
      '}',
      '```',
      '',
    ].join('\n'),
  });
});

test('an import that keeps the official rules is given as it is until it is changed, its first revision for ever', async () => {
  const files = { 'SKILL.md': GOOD, 'notes/left.md': 'Left.\n' };
  const patternId = await importSkill('tidy-desk', files);
  const asked = { patternId, asAgentSkill: true };
  expect(await whole(asked)).toEqual(files);
  expect(await ann.skills.getSkill(asked)).toMatchObject({
    folderName: 'tidy-desk',
    frontmatter: { name: 'tidy-desk', description: 'Tidy a desk.', license: 'MIT' },
  });
  await ann.patterns.updatePattern({ patternId, tags: ['new'], updateMask: ['tags'] });
  expect(await whole(asked)).toEqual(files);
  const patternData = { description: 'Tidy two desks.' };
  await ann.patterns.updatePattern({ patternId, patternData, updateMask: ['pattern_data'] });
  const changed = await whole(asked);
  expect(changed['notes/left.md']).toBe('Left.\n');
  expect(changed['SKILL.md']).toContain('description: "Tidy two desks."');
  expect(await whole({ patternId, asAgentSkill: false })).toEqual(changed);
  expect(await whole({ ...asked, revision: 1 })).toEqual(files);
  expect(await whole({ ...asked, revision: 2 })).toEqual(files);
});

test('an import that breaks the official rules is given as it is, and made anew for hosts of Agent Skills', async () => {
  const odd = { 'skill.md': '# No frontmatter\n\nDo it.\n', 'a.txt': 'a' };
  const patternId = await importSkill('Odd_Skill', odd);
  expect(await whole({ patternId })).toEqual(odd);
  const made = await whole({ patternId, asAgentSkill: true });
  expect(Object.keys(made)).toEqual(['SKILL.md', 'a.txt']);
  expect(made['SKILL.md']).toContain('name: "odd-skill"');
  expect(made['SKILL.md']).toContain('Do it.');
});

test('a redacted revision says so and gives no file, an unknown one is not found', async () => {
  const patternId = await importSkill('secretive', { 'SKILL.md': GOOD.replace('tidy-desk', 'secretive'), key: 'k' });
  const patternData = { description: 'Nothing to see.' };
  await ann.patterns.updatePattern({ patternId, patternData, updateMask: ['pattern_data'] });
  await ann.patterns.redactRevision({ patternId, revision: 1 });
  const { redacted, files, frontmatter } = await ann.skills.getSkill({ patternId, revision: 1, asAgentSkill: true });
  expect({ redacted, files, frontmatter }).toEqual({ redacted: true, files: [], frontmatter: undefined });
  for (const path of ['SKILL.md', 'key']) {
    const refusal = await refusalOf((options) =>
      collect(ann.skills.readSkillFile({ patternId, revision: 1, path }, options)),
    );
    expect(refusal).toMatchObject({ reason: 'SKILL_FILE_NOT_FOUND', message: expect.stringContaining('redacted') });
  }
  expect((await whole({ patternId }))['SKILL.md']).toContain('Nothing to see.');
  const unknown = await refusalOf((options) => ann.skills.getSkill({ patternId, revision: 9 }, options));
  const unread = await refusalOf((options) =>
    collect(ann.skills.readSkillFile({ patternId, revision: 9, path: 'SKILL.md' }, options)),
  );
  expect([unknown.reason, unread.reason]).toEqual(['REVISION_NOT_FOUND', 'REVISION_NOT_FOUND']);
});
