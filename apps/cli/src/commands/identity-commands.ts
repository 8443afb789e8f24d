import type { CommandEntry } from '../command.ts';

/** The commands on agents, namespaces, members and keys, and on what admins did. */
export const IDENTITY_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'agent create',
    usage: '<name>',
    description: 'Make an agent',
    load: async () => (await import('./agent/create.ts')).create,
  },
  {
    name: 'agent list',
    usage: '',
    description: 'List the agents of your namespaces',
    load: async () => (await import('./agent/list.ts')).list,
  },
  {
    name: 'agent show',
    usage: '<name>',
    description: 'Show where an agent belongs',
    load: async () => (await import('./agent/show.ts')).show,
  },
  {
    name: 'agent update',
    usage: '<name>',
    description: 'Change what an agent is and where it writes',
    load: async () => (await import('./agent/update.ts')).update,
  },
  {
    name: 'agent delete',
    usage: '<name>',
    description: 'End an agent that owns no patterns',
    load: async () => (await import('./agent/delete.ts')).remove,
  },
  {
    name: 'namespace create',
    usage: '<name>',
    description: 'Make a namespace, whose admin you are',
    load: async () => (await import('./namespace/create.ts')).create,
  },
  {
    name: 'namespace list',
    usage: '',
    description: 'List your namespaces',
    load: async () => (await import('./namespace/list.ts')).list,
  },
  {
    name: 'namespace show',
    usage: '<name>',
    description: 'Show one namespace',
    load: async () => (await import('./namespace/show.ts')).show,
  },
  {
    name: 'namespace update',
    usage: '<name>',
    description: 'Change what a namespace is',
    load: async () => (await import('./namespace/update.ts')).update,
  },
  {
    name: 'namespace delete',
    usage: '<name>',
    description: 'Remove a namespace, with its patterns if asked',
    load: async () => (await import('./namespace/delete.ts')).remove,
  },
  {
    name: 'member create',
    usage: '<group> <member>',
    description: 'Add an agent to a namespace',
    load: async () => (await import('./member/create.ts')).create,
  },
  {
    name: 'member list',
    usage: '',
    description: 'List the members of your namespaces',
    load: async () => (await import('./member/list.ts')).list,
  },
  {
    name: 'member show',
    usage: '<group> <member>',
    description: 'Show the role of a member',
    load: async () => (await import('./member/show.ts')).show,
  },
  {
    name: 'member update',
    usage: '<group> <member>',
    description: 'Change the role of a member',
    load: async () => (await import('./member/update.ts')).update,
  },
  {
    name: 'member delete',
    usage: '<group> <member>',
    description: 'Take an agent out of a namespace',
    load: async () => (await import('./member/delete.ts')).remove,
  },
  {
    name: 'key create',
    usage: '',
    description: 'Make an API key, whose secret is shown once',
    load: async () => (await import('./key/create.ts')).create,
  },
  {
    name: 'key list',
    usage: '',
    description: 'List API keys without their secrets',
    load: async () => (await import('./key/list.ts')).list,
  },
  {
    name: 'key show',
    usage: '<key>',
    description: 'Show one API key without its secret',
    load: async () => (await import('./key/show.ts')).show,
  },
  {
    name: 'key update',
    usage: '<key>',
    description: 'Change what a key allows and when it ends',
    load: async () => (await import('./key/update.ts')).update,
  },
  {
    name: 'key revoke',
    usage: '<key>',
    description: 'End a key at once',
    load: async () => (await import('./key/revoke.ts')).revoke,
  },
  {
    name: 'key rotate',
    usage: '<key>',
    description: 'Give a key a new secret',
    load: async () => (await import('./key/rotate.ts')).rotate,
  },
  {
    name: 'audit list',
    usage: '',
    description: 'List what admins did, for admins',
    load: async () => (await import('./audit/list.ts')).list,
  },
  {
    name: 'audit verify',
    usage: '',
    description: 'Check that the audit log is as it was written',
    load: async () => (await import('./audit/verify.ts')).verify,
  },
];
