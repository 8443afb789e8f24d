import type { RemoteReason, StatusName, TmwsClient } from '@tmws/client';
import { AccessLevel } from '@tmws/contract';

/** What the calls act on. */
export interface ErrorWorld {
  /** The folder's system admin, `tester`. */
  readonly root: TmwsClient;
  /** The agent `ann-9`. */
  readonly ann: TmwsClient;
  /** Calls over TCP and has no key. */
  readonly nobody: TmwsClient;
  /** A PUBLIC pattern of `tester`. */
  readonly open: string;
  /** A PRIVATE pattern of `tester`. */
  readonly hidden: string;
  /** A pattern of `ann-9` whose version is 2.0.0. */
  readonly newer: string;
  /** A deleted pattern whose name `taken-name` another has now. */
  readonly deleted: string;
}

/** A status, a reason, what provokes it, and how. */
export type ProvokedError = readonly [StatusName, RemoteReason, string, (world: ErrorWorld) => Promise<unknown>];

/** A namespace that `tester` alone administers. */
export const namespace = 'hangar-7';

/** Creates a PUBLIC pattern; returns its id. */
export const create = async (client: TmwsClient, patternName: string, more: object = {}): Promise<string> => {
  const { pattern } = await client.patterns.createPattern({
    patternName,
    category: 'mooring',
    accessLevel: AccessLevel.PUBLIC,
    patternData: { description: `How to moor: ${patternName}.` },
    ...more,
  });
  return pattern?.id ?? '';
};

/** Makes what the calls of the table act on. */
export const errorWorld = async (clients: Pick<ErrorWorld, 'root' | 'ann' | 'nobody'>): Promise<ErrorWorld> => {
  const { root, ann } = clients;
  await root.access.whoAmI({});
  const open = await create(root, 'bow-line');
  const hidden = await create(root, 'secret-knot', { accessLevel: AccessLevel.PRIVATE });
  await root.access.createNamespace({ namespace });
  await ann.access.whoAmI({});
  const newer = await create(ann, 'tail-line', { version: '2.0.0' });
  const deleted = await create(root, 'taken-name');
  await root.patterns.deletePattern({ patternId: deleted });
  await create(root, 'taken-name');
  return { ...clients, open, hidden, newer, deleted };
};
