import type { TmwsClient } from '@tmws/client';
import {
  AccessLevel,
  ImportConflict,
  type ImportSkillsHeader,
  ImportSkillsRequest,
  ImportSkillsResponse,
  SkillImportAction,
} from '@tmws/contract';
import { expect, test } from 'vitest';
import type { SkillFolder, SkillSource } from '../sources/skill-folder.ts';
import type { ImportOptions } from './import-options.ts';
import { importSource } from './import-source.ts';

const OPTIONS: ImportOptions & { readonly onSent: () => void } = {
  accessLevel: AccessLevel.UNSPECIFIED,
  onConflict: ImportConflict.RENAME,
  isDryRun: false,
  isServed: true,
  isAuthorOwner: false,
  isPruned: true,
  acceptFindings: [],
  onSent: () => {},
};

const skill = (number: number): SkillFolder => ({
  path: `s${String(number).padStart(4, '0')}`,
  files: [{ path: 'SKILL.md', mode: 0o644, size: 1, read: async () => ({ content: Buffer.from('x'), mode: 0o644 }) }],
  findings: [],
});

const source = (count: number): SkillSource => ({
  root: 'root',
  key: 'key',
  skills: Array.from({ length: count }, (_, number) => skill(number)),
  skipped: [],
  findings: [],
  isWhole: true,
});

/** Takes the streams in and says of every skill that it was created. */
const takingIn = (): {
  readonly headers: ImportSkillsHeader[];
  readonly skills: Pick<TmwsClient['skills'], 'importSkills'>;
} => {
  const headers: ImportSkillsHeader[] = [];
  const importSkills: TmwsClient['skills']['importSkills'] = async (requests) => {
    const results = [];
    for await (const request of requests) {
      const { part } = ImportSkillsRequest.fromPartial(request);
      if (part?.$case === 'header') headers.push(part.value);
      if (part?.$case === 'skillStart') results.push({ path: part.value.path, action: SkillImportAction.CREATED });
    }
    return ImportSkillsResponse.fromPartial({ results, searchableByWords: true });
  };
  return { headers, skills: { importSkills } };
};

test('a root is sent whole in one stream, so that the core knows what is gone', async () => {
  const { headers, skills } = takingIn();
  const { results, incomplete } = await importSource(skills, source(4_000), OPTIONS);
  expect(headers).toMatchObject([{ complete: true, prune: true }]);
  expect({ count: results.length, incomplete }).toEqual({ count: 4_000, incomplete: undefined });
});

test('one with more skills than an answer can tell of is sent in several, and what is gone is not looked for', async () => {
  const { headers, skills } = takingIn();
  const { results, incomplete } = await importSource(skills, source(4_001), OPTIONS);
  expect(headers).toMatchObject([
    { complete: false, prune: false },
    { complete: false, prune: false },
  ]);
  expect(new Set(results.map(({ path }) => path)).size).toBe(4_001);
  expect(incomplete).toBe('it has more than 4000 skills');
});
