import { expect, test } from 'vitest';
import { missingScope } from './needed-scope.ts';
import { withTraceparent } from './with-traceparent.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('the trace of the header goes to messages that have none of their own', () => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'a' } };
  const withTrace = { ...call, params: { name: 'a', _meta: { traceparent: TRACE } } };
  expect(withTraceparent(call, TRACE)).toEqual(withTrace);
  expect(withTraceparent([{ ...call, params: undefined }], TRACE)).toMatchObject([
    { params: { _meta: { traceparent: TRACE } } },
  ]);
  const own = { ...call, params: { _meta: { traceparent: 'own' } } };
  expect(withTraceparent(own, TRACE)).toEqual(own);
});

test.each([null, 'nonsense', `${TRACE}\n`])('the header %j changes nothing', (header) => {
  const call = { method: 'ping' };
  expect(withTraceparent(call, header)).toBe(call);
});

test.each([1, null, 'text', [], [null], { id: 1, result: {} }, { method: 'a', params: [1] }])(
  'a body of %j is left as it is',
  (body) => {
    expect(withTraceparent(body, TRACE)).toEqual(body);
  },
);

test.each([
  ['tools/call', { name: 'learn_pattern' }, 'write'],
  ['tools/call', { name: 'evolve_pattern' }, 'write'],
  ['tools/call', { name: 'apply_pattern' }, 'read'],
  ['tools/call', { name: 'no_such' }, undefined],
  ['resources/read', {}, 'read'],
  ['skills/list', {}, 'read'],
  ['initialize', {}, undefined],
  ['tools/list', {}, undefined],
])('%s of %j needs the scope %s [mcp.http-identity]', (method, params, scope) => {
  expect(missingScope({ method, params }, [])).toBe(scope);
  expect(missingScope([{ method: 'ping' }, { method, params }], ['read', 'write'])).toBeUndefined();
  expect(missingScope({ method, params }, ['admin'])).toBeUndefined();
});
