import { expect, test } from 'vitest';
import type { ListenFilter } from '../mcp-server-parts.ts';
import { createListenRequests } from './listen-requests.ts';

const listen = (id: number, notifications: object) =>
  ({ jsonrpc: '2.0', id, method: 'subscriptions/listen', params: { notifications } }) as const;

test('who listens is told of listen requests that came before and after, and of nothing else', () => {
  const { notice, onListen } = createListenRequests();
  const heard: ListenFilter[] = [];
  notice(listen(1, { resourcesListChanged: true }));
  onListen((filter) => heard.push(filter));
  notice({ jsonrpc: '2.0', id: 2, method: 'resources/list' });
  notice({ jsonrpc: '2.0', id: 3, result: {} });
  notice(listen(4, { resourceSubscriptions: ['tmws://pattern/a', 7], toolsListChanged: true }));
  expect(heard).toEqual([
    { resourcesListChanged: true, resourceSubscriptions: [] },
    { resourcesListChanged: false, resourceSubscriptions: ['tmws://pattern/a'] },
  ]);
});

test('a request that came before is told of also where it asks for no resources', () => {
  const { notice, onListen } = createListenRequests();
  const heard: ListenFilter[] = [];
  notice(listen(1, { toolsListChanged: true }));
  onListen((filter) => heard.push(filter));
  expect(heard).toEqual([{ resourcesListChanged: false, resourceSubscriptions: [] }]);
});
