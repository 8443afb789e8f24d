import type { TmwsClient } from '@tmws/client';
import { dataPaths } from '@tmws/config';
import { AccessLevel, type ImportSkillsRequest } from '@tmws/contract';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const PATTERNS = 100_000;
const SKILLS = 1_000;
/** Fewer answers than these would say that the core does one thing at a time. */
const ANSWERED_MEANWHILE = 3;

type Message = Parameters<typeof ImportSkillsRequest.fromPartial>[0];

let home: TmwsHome;
let client: TmwsClient;
let patternId: string;

beforeAll(async () => {
  home = await tmwsHome();
  client = await home.client();
  const { pattern } = await client.patterns.createPattern({
    patternName: 'bow',
    category: 'mooring',
    accessLevel: AccessLevel.TEAM,
    patternData: { description: 'Tie the bow first.' },
  });
  patternId = pattern?.id ?? '';
});

afterAll(() => home[Symbol.asyncDispose]());

/** Copies the pattern's row, since the rpcs would take minutes for so many. */
const copyPattern = (count: number): void => {
  const own: Readonly<Record<string, string>> = {
    id: "printf('0197a000-0000-7000-8000-%012d', value)",
    lineage_id: "printf('0197a000-0000-7000-8000-%012d', value)",
    pattern_name: "'bow ' || value",
    category: "'category ' || (value % 50)",
  };
  const database = new Database(dataPaths(home.dataDir).database, { timeout: 30_000 });
  try {
    const columns = database
      .prepare<[], { name: string; hidden: number }>("select name, hidden from pragma_table_xinfo('patterns')")
      .all()
      .filter(({ hidden }) => hidden === 0)
      .map(({ name }) => name);
    const numbers = `with recursive numbers(value) as (select 1 union all select value + 1 from numbers where value < ${count})`;
    const values = columns.map((name) => own[name] ?? `patterns.${name}`).join(', ');
    database
      .prepare(
        `insert into patterns (${columns.join(', ')}) ${numbers} select ${values} from numbers, patterns where patterns.id = ?`,
      )
      .run(patternId);
  } finally {
    database.close();
  }
};

/** How many calls were answered, one after the other, before the long one was. */
const answeredBefore = async (long: Promise<unknown>): Promise<number> => {
  let isOver = false;
  const over = long.finally(() => {
    isOver = true;
  });
  let answered = 0;
  for (;;) {
    const { pattern } = await client.patterns.getPattern({ patternId });
    expect(pattern?.id).toBe(patternId);
    if (isOver) break;
    answered += 1;
  }
  await over;
  return answered;
};

const skillMessages = async function* (count: number): AsyncGenerator<Message> {
  yield { part: { $case: 'header', value: { root: 'home' } } };
  for (let number = 1; number <= count; number += 1) {
    const content = Buffer.from(`---\nname: knot-${number}\ndescription: How to tie knot ${number}.\n---\n\nPull.\n`);
    yield { part: { $case: 'skillStart', value: { path: `knot-${number}` } } };
    yield { part: { $case: 'fileStart', value: { path: 'SKILL.md', mode: 0o644, size: content.length } } };
    yield { part: { $case: 'chunk', value: content } };
    yield { part: { $case: 'skillEnd', value: {} } };
  }
};

test(`${PATTERNS} patterns are counted while other calls are answered [reliability.event-loop]`, async () => {
  copyPattern(PATTERNS);
  const counting = client.insight.getPatternAnalytics({});
  expect(await answeredBefore(counting)).toBeGreaterThanOrEqual(ANSWERED_MEANWHILE);
  expect((await counting).overview?.totalPatterns).toBe(PATTERNS + 1);
}, 120_000);

test(`${SKILLS} skills are imported while other calls are answered [reliability.event-loop]`, async () => {
  const importing = client.skills.importSkills(skillMessages(SKILLS));
  expect(await answeredBefore(importing)).toBeGreaterThanOrEqual(ANSWERED_MEANWHILE);
  expect((await importing).results).toHaveLength(SKILLS);
}, 240_000);
