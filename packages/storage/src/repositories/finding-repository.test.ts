import { patternFinding } from '@tmws/domain';
import type { KeptFinding } from '@tmws/engine';
import { expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const AT = new Date(5);

const kept = (id: string, changes: Partial<KeptFinding> = {}): KeptFinding => ({
  finding: {
    ...patternFinding({ id, code: 'secret', severity: 'error', field: '', text: 'A key was found.' }),
    ...{ file: 'SKILL.md', line: 3, ruleId: 'secret.key', done: 'Stored as DRAFT.' },
  },
  isHeld: true,
  approval: undefined,
  ...changes,
});

const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

const withPattern = async () => {
  const opened = await temporaryStorage();
  const pattern = samplePattern();
  await opened.storage.write((store) => store.patterns.insert(pattern));
  return { ...opened, pattern, place: { patternId: pattern.id, revision: 1 } };
};

test('what the scan found on a revision is told as it was kept, and is open until its owner lets it pass', async () => {
  await using opened = await withPattern();
  const { storage, place } = opened;
  const { patternId } = place;
  const first = [kept('f-1'), kept('f-2'), kept('f-3', { isHeld: false })];
  await storage.write((store) => store.findings.add(place, first, AT));
  await storage.write((store) => store.findings.add({ patternId, revision: 2 }, [kept('f-1')], AT));
  expect(await storage.read((store) => store.findings.kept(place))).toEqual(first);
  expect(ids(await storage.read((store) => store.findings.scanned(patternId, 1)))).toEqual(['f-1', 'f-2', 'f-3']);
  const approval = { agentId: 'alice', at: AT };
  await storage.write((store) => store.findings.approve(place, ['f-1'], approval));
  expect(ids(await storage.read((store) => store.findings.open(patternId, 1)))).toEqual(['f-2']);
  expect(ids(await storage.read((store) => store.findings.open(patternId, 2)))).toEqual(['f-1']);
  expect((await storage.read((store) => store.findings.kept(place)))[0]?.approval).toEqual(approval);
});

test('the findings of the present revisions of many patterns are told together, and those of a removed one are gone', async () => {
  await using opened = await withPattern();
  const { storage, pattern, place } = opened;
  const field = patternFinding({ id: 'f-9', code: 'secret', severity: 'error', field: 'category', text: 'A key.' });
  await storage.write((store) => store.findings.add(place, [kept('f-1')], AT));
  await storage.write((store) => store.findings.add({ ...place, revision: 2 }, [kept('f-1', { finding: field })], AT));
  const present = { id: pattern.id, revision: 2 };
  const found = await storage.read((store) => store.findings.scannedOn([present, { id: 'other', revision: 1 }]));
  expect([...found]).toEqual([[pattern.id, [field]]]);
  await storage.write((store) => store.findings.forget(place));
  expect(await storage.read((store) => store.findings.kept(place))).toEqual([]);
  expect(await storage.read((store) => store.findings.scanned(pattern.id, 2))).toEqual([field]);
});
