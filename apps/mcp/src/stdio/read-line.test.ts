import { describe, expect, test } from 'vitest';
import { readLine, refuseLongLine } from './read-line.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const refused = (id: unknown, code: number): object => ({ kind: 'refusal', refusal: { id, code } });

describe('a line', () => {
  test('with a message is that message, whatever stands around it', () => {
    for (const line of [JSON.stringify(PING), `\uFEFF${JSON.stringify(PING)}`, ` ${JSON.stringify(PING)} \r`]) {
      expect(readLine(line)).toEqual([{ kind: 'message', message: PING }]);
    }
  });

  test('with nothing in it is nothing', () => {
    expect(['', ' ', '\r'].flatMap(readLine)).toEqual([]);
  });

  test.each(['no JSON', '{"jsonrpc":"2.0"', '\u0000', '{"a":1}{"b":2}'])('that is no JSON is told so: %j', (line) => {
    expect(readLine(line)).toMatchObject([refused(null, -32700)]);
  });

  test.each([
    ['"x"', null],
    ['5', null],
    ['null', null],
    ['[]', null],
    ['{"jsonrpc":"1.0","id":7,"method":"ping"}', 7],
    ['{"id":"a","method":"ping"}', 'a'],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', 1.5],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', null],
    ['{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}', null],
    ['{"jsonrpc":"2.0","id":3,"method":"tools/call","params":[1]}', 3],
  ])('that is no message of the protocol is refused under its id: %s', (line, id) => {
    expect(readLine(line)).toMatchObject([refused(id, -32600)]);
  });

  test('that is an answer or wants none is never answered', () => {
    const lines = ['{"id":1,"error":{}}', '{"jsonrpc":"1.0","id":1,"result":{}}', '{"jsonrpc":"1.0","method":"x"}'];
    expect(lines.flatMap(readLine)).toMatchObject(lines.map(() => ({ kind: 'ignored' })));
  });

  test('with a batch is its members', () => {
    const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
    const batch = [PING, notification, 5, [PING]];
    expect(readLine(JSON.stringify(batch))).toMatchObject([
      { kind: 'message', message: PING },
      { kind: 'message', message: notification },
      refused(null, -32600),
      refused(null, -32600),
    ]);
  });
});

describe('a line that is too long', () => {
  const filler = 'x'.repeat(100);
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"a":"', `${filler}"}}`, 7],
    ['{"id":"é","jsonrpc":"2.0","method":"x","params":{"a":"', `${filler}"}}`, 'é'],
    ['{"method":"tools/call","params":{"id":5,"a":"', `${filler}"},"jsonrpc":"2.0","id":8}`, 8],
    ['{"method":"tools/call","params":{"id":5,"a":"', `${filler}"},"id":9,"jsonrpc":"2.0"}\r`, 9],
    ['{"method":"tools/call","params":{"id":5,"a":"', `${filler},\\"id\\":10}"}}`, null],
    ['{"params":{"id":5,"a":"', `${filler}","id":11}}`, null],
    ['no JSON', 'at all', null],
  ];
  test.each(cases)('is refused under the id of its request: %s … %s', (head, tail, id) => {
    const refusal = refuseLongLine(head, tail, 32 * 2 ** 20);
    expect(refusal).toMatchObject({ id, code: -32600, message: expect.stringContaining('larger than 32 MiB') });
  });
});
