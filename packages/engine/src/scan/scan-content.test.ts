import type { JsonObject, JsonValue } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { scanContent, scanData } from './scan-content.ts';

/** Made up, and put together here so that no scanner of the repository stops at them. */
const KEY = ['AKIA', 'Q3EGRZ5JTWM7XKLP'].join('');
const block = (body: string): string =>
  ['-----BEGIN ', 'PRIVATE KEY-----\n', body, '\n-----END ', 'PRIVATE KEY-----'].join('');
const BODIES = [
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  'MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDRk3vL9xZ4mQ2t',
];

const content = (patternData: JsonObject) => ({
  patternName: 'mooring',
  category: 'airships',
  subcategory: undefined,
  tags: [],
  patternData,
});

const secrets = (data: JsonObject) => scanData(data).filter(({ code }) => code === 'secret');
const ids = (data: JsonObject) => [...new Set(secrets(data).map(({ id }) => id))];

describe('a secret', () => {
  test('is found in every text of the data, by the path of its field, with a line where there are several', () => {
    const [nested] = secrets({ steps: ['a', { more: `Use ${KEY}.` }] });
    expect(nested).toMatchObject({ field: 'pattern_data.steps[1].more', file: '', line: undefined });
    const [long] = secrets({ text: `First.\nUse ${KEY}.` });
    expect(long).toMatchObject({ field: 'pattern_data.text', line: 2 });
  });

  test('is known by its key where its value alone says nothing', () => {
    const value = 'hT7kQ2vL9xZ4mB8w';
    expect(secrets({ database: { password: value } })).toMatchObject([{ field: 'pattern_data.database.password' }]);
    expect(secrets({ database: { colour: value } })).toEqual([]);
  });

  test('is the same in a list, a quotation and a field of its own, and another one is another', () => {
    const [id] = ids({ text: `- ${KEY}` });
    for (const same of [{ other: KEY }, { a: { b: [`> ${KEY}`] } }, { text: `More.\n1. ${KEY}` }]) {
      expect(ids(same)).toEqual([id]);
    }
    expect(ids({ text: `- ${KEY} and more` })).not.toEqual([id]);
  });

  test('of several lines is told apart by what follows its head', () => {
    const [first, second] = BODIES.map((body) => ids({ text: block(body) }));
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(1);
    expect(first).not.toEqual(second);
  });

  test('has the id of its own words where another text has the same path', () => {
    const twice = { 'a.b': 'Nothing.', a: { b: KEY } };
    expect(ids(twice)).toEqual(ids({ other: KEY }));
  });

  test('in a key is found at its object', () => {
    expect(secrets({ accounts: { [KEY]: { region: 'x' } } })).toMatchObject([{ field: 'pattern_data.accounts' }]);
  });

  test('in names and tags is found too, and once', () => {
    const found = scanContent({ ...content({ note: KEY }), tags: ['a', KEY] });
    expect(found).toMatchObject([{ field: 'tags[1]' }]);
  });
});

test('what is beyond the limits of pattern_data ends the scan, as the write is refused', () => {
  let deep: JsonValue = KEY;
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(scanData({ deep })).toEqual([]);
  expect(scanData({ filler: 'x '.repeat(200_000), note: KEY })).toEqual([]);
});
