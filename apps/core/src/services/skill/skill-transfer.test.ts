import { createHash, randomBytes } from 'node:crypto';
import { AccessLevel, type ExportSkillsResponse, type ImportSkillsRequest, SkillExportForm } from '@tmws/contract';
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
  readonly content: Uint8Array;
  readonly mode: number;
}

interface Sent {
  readonly files: readonly TestFile[];
  readonly accessLevel: AccessLevel;
  readonly root: string;
}

const text = (path: string, content: string, mode = 0o644): TestFile => ({ path, content: Buffer.from(content), mode });

const skillFile = (name: string): TestFile =>
  text('SKILL.md', `\uFEFF---\r\nname: ${name}\r\ndescription: Do ${name} <well>.\r\n---\r\n# ${name}\r\n`);

const messagesOf = (path: string, { files, accessLevel, root }: Sent): readonly Message[] => [
  { part: { $case: 'header', value: { root, accessLevel } } },
  { part: { $case: 'skillStart', value: { path } } },
  ...files.flatMap((file): readonly Message[] => [
    { part: { $case: 'fileStart', value: { path: file.path, mode: file.mode, size: file.content.length } } },
    ...Array.from(
      { length: Math.ceil(file.content.length / 65_536) },
      (_, place): Message => ({
        part: { $case: 'chunk', value: file.content.subarray(place * 65_536, (place + 1) * 65_536) },
      }),
    ),
  ]),
  { part: { $case: 'skillEnd', value: {} } },
];

const send = async function* (messages: readonly Message[]): AsyncGenerator<Message> {
  yield* messages;
};

const load = async (
  clients: Clients,
  path: string,
  { files = [skillFile(path)], accessLevel = AccessLevel.TEAM, root = 'home' }: Partial<Sent> = {},
): Promise<string> => {
  const { results } = await clients.skills.importSkills(send(messagesOf(path, { files, accessLevel, root })));
  return results[0]?.patternId ?? '';
};

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

interface Received {
  readonly name: string;
  readonly patternId: string;
  readonly form: SkillExportForm;
  readonly findings: readonly string[];
  readonly files: readonly { path: string; mode: number; sha256: string; content: Buffer; largest: number }[];
}

const received = (messages: readonly ExportSkillsResponse[]): readonly Received[] => {
  const skills: { start: Received; files: { path: string; mode: number; sha256: string; chunks: Uint8Array[] }[] }[] =
    [];
  const findings = new Map<number, readonly string[]>();
  for (const { part } of messages) {
    const skill = skills.at(-1);
    if (part?.$case === 'skillStart') {
      const { path: name, patternId, form } = part.value;
      skills.push({ start: { name, patternId, form, findings: [], files: [] }, files: [] });
    }
    if (part?.$case === 'fileStart') skill?.files.push({ ...part.value, chunks: [] });
    if (part?.$case === 'chunk') skill?.files.at(-1)?.chunks.push(part.value);
    if (part?.$case === 'skillEnd')
      findings.set(
        skills.length - 1,
        part.value.findings.map(({ code }) => code),
      );
  }
  return skills.map(({ start, files }, place) => ({
    ...start,
    findings: findings.get(place) ?? ['no end'],
    files: files.map(({ chunks, path, mode, sha256: digest }) => ({
      path,
      mode,
      sha256: digest,
      content: Buffer.concat(chunks),
      largest: Math.max(0, ...chunks.map((chunk) => chunk.length)),
    })),
  }));
};

type Asked = Parameters<Clients['skills']['exportSkills']>[0];

const exported = async (clients: Clients, asked: Asked): Promise<readonly Received[]> =>
  received(await collect(clients.skills.exportSkills(asked)));

describe('GetSkill', () => {
  test('lists every file with path, size, mode and SHA-256 [skills.get]', async () => {
    const files = [
      skillFile('got'),
      text('empty', ''),
      { path: 'scripts/räumen.sh', content: randomBytes(70_000), mode: 0o755 },
    ];
    const patternId = await load(ann, 'office/got', { files });
    const answer = await ann.skills.getSkill({ patternId });
    expect(answer.files).toEqual(
      files.map(({ path, content, mode }) => ({ path, size: content.length, mode, sha256: sha256(content) })),
    );
    expect(answer.skill).toMatchObject({
      patternName: 'got',
      agentId: 'ann',
      revision: 1,
      fileCount: 3,
      bytes: files.reduce((sum, { content }) => sum + content.length, 0),
      sourceRoot: 'home',
      sourcePath: 'office/got',
      serveAsSkill: true,
    });
    expect(answer.skill?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.findings.length).toBeGreaterThan(0);
    const listed = await ann.skills.listSkills({ patternName: 'got' });
    expect(listed.skills).toEqual([answer.skill]);
  });

  test('shows an earlier revision, and tells one that there is not', async () => {
    const patternId = await load(ann, 'revised');
    await ann.patterns.updatePattern({
      patternId,
      patternData: { description: 'Changed.' },
    });
    expect((await ann.skills.getSkill({ patternId })).skill?.description).toBe('Changed.');
    const { skill } = await ann.skills.getSkill({ patternId, revision: 1 });
    expect(skill).toMatchObject({ description: 'Do revised <well>.', revision: 1 });
    const refusal = await refusalOf((options) => ann.skills.getSkill({ patternId, revision: 9 }, options));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'REVISION_NOT_FOUND' });
  });

  test('does not know what the caller may not read', async () => {
    const patternId = await load(ann, 'hidden', { accessLevel: AccessLevel.PRIVATE });
    const refusal = await refusalOf((options) => core.as('bob').skills.getSkill({ patternId }, options));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
  });
});

describe('ListSkills', () => {
  test('gives the readable patterns that hold files, with name, version and number of files [skills.list]', async () => {
    const eva = core.as('eva', 'listing');
    await load(eva, 'one');
    await load(eva, 'two', { accessLevel: AccessLevel.PRIVATE });
    const { pattern } = await eva.patterns.createPattern({ patternName: 'authored', category: 'c', patternData: {} });
    const { skills } = await eva.skills.listSkills({ namespace: 'listing' });
    const shown = skills.map(({ patternName, version, fileCount }) => [patternName, version, fileCount]);
    expect(shown.toSorted()).toEqual([
      ['one', '1.0.0', 1],
      ['two', '1.0.0', 1],
    ]);
    expect(skills.map(({ patternId }) => patternId)).not.toContain(pattern?.id);
    const byBob = await core.as('bob', 'listing').skills.listSkills({ namespace: 'listing' });
    expect(byBob.skills.map(({ patternName }) => patternName)).toEqual(['one']);
    expect((await core.as('zoe').skills.listSkills({ namespace: 'listing' })).skills).toEqual([]);
  });

  test('turns pages, each skill once, and refuses the token of other parameters', async () => {
    const fay = core.as('fay', 'pages');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await load(fay, name);
    const names: string[] = [];
    let pageToken = '';
    do {
      const page = await fay.skills.listSkills({ owner: 'fay', pageSize: 2, pageToken });
      names.push(...page.skills.map(({ patternName }) => patternName));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(names.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    const { nextPageToken } = await fay.skills.listSkills({ owner: 'fay', pageSize: 2 });
    const refusal = await refusalOf((options) =>
      fay.skills.listSkills({ owner: 'ann', pageSize: 2, pageToken: nextPageToken }, options),
    );
    expect(refusal.reason).toBe('PAGE_TOKEN_INVALID');
  });

  test('of one root takes no other’s, over all pages', async () => {
    const jim = core.as('jim', 'roots');
    for (const name of ['a', 'b', 'c', 'd']) await load(jim, name, { root: name < 'c' ? 'left' : 'right' });
    const names: string[] = [];
    let pageToken = '';
    do {
      const page = await jim.skills.listSkills({ owner: 'jim', sourceRoot: 'right', pageSize: 1, pageToken });
      names.push(...page.skills.map(({ patternName }) => patternName));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(names.toSorted()).toEqual(['c', 'd']);
  });

  test('of those served takes authored patterns too, and of the others none that are served', async () => {
    const gil = core.as('gil', 'served');
    await load(gil, 'imported');
    await gil.patterns.createPattern({ patternName: 'authored', category: 'c', patternData: {}, serveAsSkill: true });
    const names = async (serveAsSkill: boolean): Promise<readonly string[]> =>
      (await gil.skills.listSkills({ owner: 'gil', serveAsSkill })).skills.map(({ patternName }) => patternName);
    expect((await names(true)).toSorted()).toEqual(['authored', 'imported']);
    expect(await names(false)).toEqual([]);
  });
});

describe('ExportSkills', () => {
  test('gives an unchanged import back byte for byte with its modes, in chunks of at most 64 KiB [skills.export-stream, export.identical]', async () => {
    const files = [
      skillFile('exact'),
      { path: 'blob.bin', content: randomBytes(10 * 1024 * 1024), mode: 0o600 },
      text('empty', ''),
      text('run.sh', '#!/bin/sh\n\0', 0o755),
    ];
    const patternId = await load(ann, 'exact', { files });
    const [skill] = await exported(ann, { patternIds: [patternId] });
    expect(skill).toMatchObject({ name: 'exact', patternId, form: SkillExportForm.ORIGINAL, findings: [] });
    expect(skill?.files.map(({ path, mode, sha256: digest }) => [path, mode, digest])).toEqual(
      files.map(({ path, mode, content }) => [path, mode, sha256(content)]),
    );
    for (const [place, { content }] of files.entries()) {
      expect(skill?.files[place]?.content.equals(content)).toBe(true);
      expect(skill?.files[place]?.largest).toBeLessThanOrEqual(65_536);
    }
  });

  test('makes a portable SKILL.md where it is asked for, and where the pattern was changed since', async () => {
    const patternId = await load(ann, 'changed_skill', { files: [skillFile('changed_skill'), text('a.txt', 'a')] });
    const [asked] = await exported(ann, { patternIds: [patternId], form: SkillExportForm.PORTABLE });
    expect(asked).toMatchObject({ name: 'changed-skill', form: SkillExportForm.PORTABLE });
    expect(asked?.findings).toContain('description_changed');
    await ann.patterns.updatePattern({
      patternId,
      patternData: { description: 'New.', steps: ['Only this.'] },
    });
    const [skill] = await exported(ann, { patternIds: [patternId] });
    expect(skill).toMatchObject({ name: 'changed-skill', form: SkillExportForm.PORTABLE });
    expect(skill?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'a.txt']);
    expect(String(skill?.files[0]?.content)).toContain('1. Only this.');
  });

  test('holds readable heads only; a named one that is not readable stops it before the first [export.access]', async () => {
    const hal = core.as('hal', 'both');
    const ivy = core.as('ivy', 'both');
    const own = await load(hal, 'own', { accessLevel: AccessLevel.PRIVATE });
    const team = await load(hal, 'team');
    const names = async (clients: Clients): Promise<readonly string[]> =>
      (await exported(clients, { namespace: 'both' })).map(({ name }) => name);
    expect(await names(hal)).toEqual(['own', 'team']);
    expect(await names(ivy)).toEqual(['team']);
    expect(await names(core.as('zoe'))).toEqual([]);
    for (const id of [own, '00000000-0000-7000-8000-000000000000']) {
      const refusal = await refusalOf((options) =>
        collect(ivy.skills.exportSkills({ patternIds: [team, id] }, options)),
      );
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('is an admin’s right in its namespace, which the audit log keeps', async () => {
    const patternId = await load(core.as('kim', 'guarded'), 'secret', { accessLevel: AccessLevel.PRIVATE });
    const asked = { namespace: 'guarded', asAdmin: true };
    // The first agent of a data folder is system admin.
    expect((await exported(ann, asked)).map(({ patternId: id }) => id)).toEqual([patternId]);
    const { events } = await ann.admin.listAuditEvents({});
    expect(
      events.some(({ action, asAdmin, patternId: id }) => action === 'ExportSkills' && asAdmin && id === patternId),
    ).toBe(true);
    const refusal = await refusalOf((options) =>
      collect(core.as('lou', 'guarded').skills.exportSkills(asked, options)),
    );
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
  });
});
