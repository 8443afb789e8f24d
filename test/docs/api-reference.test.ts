import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ErrorReason } from '@tmws/contract';
import { expect, test } from 'vitest';
import { contractRpcs } from '../fuzz/contract-rpcs.ts';
import { REPOSITORY } from '../harness/run.ts';

const page = await readFile(path.join(REPOSITORY, 'docs/api.md'), 'utf8');

/** By heading, what stands below it up to the next one. */
const sections = new Map(
  page
    .split(/^#{2,4} /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n'))] as const),
);

const reasons = new Set(Object.keys(ErrorReason).filter((name) => name !== 'UNRECOGNIZED'));

test('the reference has each rpc with the fields of its messages, and names errors by their reasons [docs.api-reference]', () => {
  const rpcs = contractRpcs();
  expect(rpcs.length).toBeGreaterThan(60);
  for (const rpc of rpcs) {
    const text = sections.get(rpc.name) ?? '';
    expect(text).toContain(`[${rpc.input.name}]`);
    expect(text).toContain(`[${rpc.output.name}]`);
    for (const message of [rpc.input, rpc.output]) {
      const table = sections.get(message.name) ?? '';
      for (const { name } of message.fields)
        expect(table).toMatch(new RegExp(`^\\| \`${name}\` \\| .+ \\| .{3,} \\|$`, 'm'));
    }
  }
  const named = rpcs.filter(({ name }) =>
    [...(sections.get(name) ?? '').matchAll(/[A-Z]+_[A-Z_]+/g)].some(([word]) => reasons.has(word)),
  );
  const unnamed = rpcs.filter((rpc) => !named.includes(rpc)).map(({ name }) => name);
  // These refuse nothing of their own, or point to the rpc whose reasons are theirs.
  expect(unnamed.toSorted()).toEqual(['BatchCreatePatterns', 'GetStatus', 'VerifyAudit', 'WhoAmI']);
  const table = sections.get('ErrorReason') ?? '';
  for (const reason of reasons) expect(table).toContain(`\`ERROR_REASON_${reason}\``);
});

test('every link of the reference leads to a heading', () => {
  const anchors = new Set([...sections.keys()].map((heading) => heading.toLowerCase().replaceAll(' ', '-')));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
