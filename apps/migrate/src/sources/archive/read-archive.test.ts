import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostileZipOf, type MadeEntry, tarOf, zipOf } from '../../testing/archive-bytes.ts';
import { type TemporaryFolder, temporaryFolder } from '../../testing/temporary-folder.ts';
import { readSkillSources } from '../read-skill-sources.ts';
import type { SkillFolder, SkillSource } from '../skill-folder.ts';

const MIB = 1024 * 1024;
const SKILL: MadeEntry = { name: 'skills/a/SKILL.md', content: '# A\n' };

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const read = async (name: string, bytes: Uint8Array): Promise<SkillSource> => {
  const [source] = await readSkillSources(folder.write(name, bytes));
  if (source === undefined) throw new Error('no source');
  return source;
};

const contents = async (skill: SkillFolder | undefined) => {
  const files = skill?.files ?? [];
  return Promise.all(
    files.map(async (file) => {
      const { content, mode } = await file.read(16 * MIB);
      return [file.path, mode, content.toString('latin1')];
    }),
  );
};

const codes = ({ findings }: Pick<SkillFolder, 'findings'>) => findings.map(({ code, file }) => [code, file]);

describe('an archive of skills', () => {
  const binary = Buffer.from([0, 255, 13, 10, 128]);
  const entries: readonly MadeEntry[] = [
    { name: 'skills/b/SKILL.md', content: '# B\n' },
    SKILL,
    { name: 'skills/a/scripts/run.sh', content: '#!/bin/sh\n', mode: 0o755 },
    { name: 'skills/a/picture.bin', content: binary, mode: 0o600 },
    { name: 'skills/a/empty' },
    { name: 'skills/a/日本語.md', content: 'text' },
    { name: 'notes/readme.md' },
  ];

  test.each(['zip', 'skill', 'tar', 'tar.gz', 'tgz', 'no-ending'])(
    'that ends in .%s gives every file byte for byte with its mode, and nothing is written beside it [migrate.sources]',
    async (ending) => {
      const isTar = ending.startsWith('t');
      const bytes = isTar ? await tarOf(entries) : await zipOf(entries);
      const source = await read(`pack.${ending}`, ending.endsWith('gz') ? gzipSync(bytes) : bytes);
      expect(source.skills.map(({ path }) => path)).toEqual(['skills/a', 'skills/b']);
      expect(await contents(source.skills[0])).toEqual([
        ['SKILL.md', 0o644, '# A\n'],
        ['empty', 0o644, ''],
        ['picture.bin', 0o600, binary.toString('latin1')],
        ['scripts/run.sh', 0o755, '#!/bin/sh\n'],
        ['日本語.md', 0o644, 'text'],
      ]);
      expect(source.skipped).toEqual(['Skipping notes - no SKILL.md']);
      expect(source.isWhole).toBe(true);
      expect(readdirSync(folder.path)).toEqual([`pack.${ending}`]);
    },
  );

  test('that has a skill at its top gives it the name of the archive', async () => {
    const source = await read('pdf-forms.skill', await zipOf([{ name: 'SKILL.md' }, { name: 'references/x.md' }]));
    expect(source.skills.map(({ path }) => path)).toEqual(['pdf-forms']);
    expect((await contents(source.skills[0])).map(([path]) => path)).toEqual(['SKILL.md', 'references/x.md']);
  });

  test('leaves an archive in it packed, as a file of its skill', async () => {
    const inner = await zipOf([{ name: 'inner/SKILL.md' }]);
    const source = await read('outer.zip', await zipOf([SKILL, { name: 'skills/a/inner.zip', content: inner }]));
    expect(source.skills).toHaveLength(1);
    expect(source.skills[0]?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'inner.zip']);
  });

  test('has the modes of files even where the archive knows none', async () => {
    const bytes = hostileZipOf([SKILL]);
    bytes.writeUInt16LE(20, bytes.indexOf('PK\x01\x02', 'latin1') + 4);
    expect(await contents((await read('dos.zip', bytes)).skills[0])).toEqual([['SKILL.md', 0o644, '# A\n']]);
  });

  test('that is damaged, or none at all, is refused as a whole', async () => {
    const whole = await zipOf([SKILL]);
    await expect(read('cut.zip', whole.subarray(0, whole.length - 30))).rejects.toThrow(
      /cut\.zip cannot be read as zip/,
    );
    const tar = await tarOf([{ ...SKILL, content: Buffer.alloc(5_000) }]);
    await expect(read('cut.tar', tar.subarray(0, 2_000))).rejects.toThrow(/cut\.tar cannot be read as tar/);
    await expect(read('cut.tgz', gzipSync(tar).subarray(0, 40))).rejects.toThrow(/cut\.tgz cannot be read as tar\.gz/);
    await expect(read('notes.txt', Buffer.from('text'))).rejects.toThrow(/neither a zip nor a tar archive/);
  });
});

describe('a path in an archive that would leave it', () => {
  const BAD = ['../up.md', 'skills/a/../../../up.md', '/etc/up.md', 'C:/up.md', 'skills\\a\\up.md', '..\\..\\up.md'];

  test.each(['zip', 'tar'])(
    'is not taken from a %s, which is a finding; the rest is [skills.no-escape]',
    async (kind) => {
      const entries = [SKILL, ...BAD.map((name) => ({ name, content: 'bad' }))];
      const source = await read(`bad.${kind}`, kind === 'zip' ? hostileZipOf(entries) : await tarOf(entries));
      expect(await contents(source.skills[0])).toEqual([['SKILL.md', 0o644, '# A\n']]);
      const found = [...codes(source), ...source.skills.flatMap(codes)];
      expect(found.map(([code]) => code)).toEqual(BAD.map(() => 'unsafe_path'));
      expect(codes(source.skills[0] ?? source)).toEqual([['unsafe_path', '../../../up.md']]);
      expect(readdirSync(folder.path)).toEqual([`bad.${kind}`]);
    },
  );

  test('through a link that is no folder is not taken either [skills.no-escape]', async () => {
    const bytes = await tarOf([
      SKILL,
      { name: 'skills/a/out', type: 'symlink', linkname: '/etc' },
      { name: 'skills/a/out/passwd', content: 'bad' },
    ]);
    const [skill] = (await read('through.tar', bytes)).skills;
    expect(skill?.files.map(({ path }) => path)).toEqual(['SKILL.md']);
    expect(codes(skill ?? { findings: [] })).toEqual([
      ['symlink_escapes', 'out'],
      ['unsafe_path', 'out/passwd'],
    ]);
  });

  test('is not taken where it is longer, or deeper, than file systems have it', async () => {
    const [deep, long] = ['a/'.repeat(32_000), 'b'.repeat(5_000)];
    const source = await read('deep.zip', hostileZipOf([SKILL, { name: `${deep}x` }, { name: `c/${long}` }]));
    expect(source.skills.map(({ path }) => path)).toEqual(['skills/a']);
    expect(source.findings.map(({ code }) => code)).toEqual(['unsafe_path', 'unsafe_path']);
    const steps = await read('steps.zip', hostileZipOf([SKILL, { name: `${'a/'.repeat(100)}x` }]));
    expect(steps.findings[0]?.text).toContain('has more than 100 parts');
  });

  test('is shown without its control characters', async () => {
    const source = await read('control.zip', hostileZipOf([SKILL, { name: '../\x1b[31m.md' }]));
    expect(source.findings[0]?.file).toBe('../\uFFFD[31m.md');
  });
});

describe('a symbolic link in an archive', () => {
  const LINK = 0o120777;

  test('is the file that it leads to within the archive; any other is a finding [skills.no-escape]', async () => {
    const links: Readonly<Record<string, string>> = {
      'skills/a/inside.md': '../shared.md',
      'skills/a/chain.md': 'inside.md',
      'skills/a/passwd': '/etc/passwd',
      'skills/a/up': '../../../../etc/passwd',
      'skills/a/nowhere': 'missing.md',
      'skills/a/folder': '../b',
      'skills/a/circle': 'circle',
    };
    const plain = [SKILL, { name: 'skills/shared.md', content: 'shared', mode: 0o640 }, { name: 'skills/b/x.md' }];
    const zip = await zipOf([
      ...plain,
      ...Object.entries(links).map(([name, content]) => ({ name, content, mode: LINK })),
    ]);
    const tar = await tarOf([
      ...plain,
      ...Object.entries(links).map(([name, linkname]) => ({ name, linkname, type: 'symlink' as const })),
    ]);
    for (const [name, bytes] of [['links.zip', zip] as const, ['links.tar', tar] as const]) {
      const [skill] = (await read(name, bytes)).skills;
      expect(await contents(skill)).toEqual([
        ['SKILL.md', 0o644, '# A\n'],
        ['chain.md', 0o640, 'shared'],
        ['inside.md', 0o640, 'shared'],
      ]);
      expect(codes(skill ?? { findings: [] }).sort()).toEqual([
        ['symlink_escapes', 'passwd'],
        ['symlink_escapes', 'up'],
        ['symlink_skipped', 'circle'],
        ['symlink_skipped', 'folder'],
        ['symlink_skipped', 'nowhere'],
      ]);
    }
  });

  test('of tar that is a hard link names its file from the top', async () => {
    const bytes = await tarOf([SKILL, { name: 'skills/a/same.md', type: 'link', linkname: 'skills/a/SKILL.md' }]);
    expect(await contents((await read('hard.tar', bytes)).skills[0])).toEqual([
      ['SKILL.md', 0o644, '# A\n'],
      ['same.md', 0o644, '# A\n'],
    ]);
  });
});

describe('an archive that unpacks to far more than it has', () => {
  const GIB = 1024 * MIB;

  test('has its skill refused by the sizes that it says, and the others taken [skills.limits]', async () => {
    const entries = [SKILL, { name: 'bomb/SKILL.md' }, { name: 'bomb/zeros', content: 'x', size: 2 * GIB }];
    const { skills } = await read('bomb.zip', hostileZipOf(entries));
    expect(skills.map((skill) => [skill.path, codes(skill).map(([code]) => code)])).toEqual([
      ['bomb', ['compression_ratio', 'too_large']],
      ['skills/a', []],
    ]);
  });

  test('and says less is stopped while it is read [skills.limits]', async () => {
    const liar = { name: 'skills/a/liar', content: Buffer.alloc(8 * MIB), size: 10 };
    const [skill] = (await read('liar.zip', hostileZipOf([SKILL, liar]))).skills;
    const file = skill?.files.find(({ path }) => path === 'liar');
    expect(file?.size).toBe(10);
    await expect(file?.read(16 * MIB)).rejects.toThrow(/bytes/);
  });

  test('refuses the skill with a file that packs to nothing', async () => {
    const [skill] = (
      await read('dense.zip', await zipOf([SKILL, { name: 'skills/a/z', content: Buffer.alloc(4 * MIB) }]))
    ).skills;
    expect(skill?.findings).toMatchObject([{ code: 'compression_ratio', severity: 'error', file: 'z' }]);
  });

  test('is refused as a whole when it is a tar file: the bytes of all entries count', async () => {
    const zeros = await tarOf([SKILL, { name: 'zeros', content: Buffer.alloc(80 * MIB) }]);
    await expect(read('zeros.tgz', gzipSync(zeros))).rejects.toThrow(/unpacks to more than 200 times/);
  });

  test('with more files than a skill may have is told so without reading them [skills.limits]', async () => {
    const many = Array.from({ length: 512 }, (_, number) => ({ name: `skills/a/${number}` }));
    const [skill] = (await read('many.zip', hostileZipOf([SKILL, ...many]))).skills;
    expect(skill?.findings).toMatchObject([{ code: 'too_large', severity: 'error' }]);
    const [most] = (await read('most.zip', hostileZipOf([SKILL, ...many.slice(1)]))).skills;
    expect(most?.findings).toEqual([]);
  });

  test('with an entry that is damaged keeps the others', async () => {
    const bytes = hostileZipOf([SKILL, { name: 'skills/a/x.md', content: 'x'.repeat(100) }]);
    bytes.writeUInt32LE(1, bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 16);
    const [skill] = (await read('crc.zip', bytes)).skills;
    await expect(skill?.files[1]?.read(MIB)).rejects.toThrow(/checksum/);
    expect((await skill?.files[0]?.read(MIB))?.content.toString()).toBe('# A\n');
  });
});
