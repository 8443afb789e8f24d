import type { CommandEntry } from '../command.ts';

/** The commands on patterns, their versions, proposals and uses. */
export const PATTERN_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'pattern create',
    usage: '',
    description: 'Store a pattern, or those of a file',
    load: async () => (await import('./pattern/create.ts')).create,
  },
  {
    name: 'pattern list',
    usage: '',
    description: 'List the patterns that you may read',
    load: async () => (await import('./pattern/list.ts')).list,
  },
  {
    name: 'pattern show',
    usage: '<pattern>',
    description: 'Show one pattern whole',
    load: async () => (await import('./pattern/show.ts')).show,
  },
  {
    name: 'pattern update',
    usage: '<pattern>',
    description: 'Change what you name of a pattern',
    load: async () => (await import('./pattern/update.ts')).update,
  },
  {
    name: 'pattern delete',
    usage: '<pattern>',
    description: 'Hide a pattern; for 30 days it can come back',
    load: async () => (await import('./pattern/delete.ts')).deletePattern,
  },
  {
    name: 'pattern undelete',
    usage: '<pattern>',
    description: 'Bring a deleted pattern back',
    load: async () => (await import('./pattern/undelete.ts')).undelete,
  },
  {
    name: 'pattern purge',
    usage: '<pattern>',
    description: 'Remove a pattern and its history for good',
    load: async () => (await import('./pattern/purge.ts')).purge,
  },
  {
    name: 'pattern history',
    usage: '<pattern>',
    description: 'List the revisions of a pattern',
    load: async () => (await import('./pattern/history.ts')).history,
  },
  {
    name: 'pattern diff',
    usage: '<pattern> [from] [to]',
    description: 'Print what differs between two revisions',
    load: async () => (await import('./pattern/diff.ts')).diff,
  },
  {
    name: 'pattern restore',
    usage: '<pattern>',
    description: 'Make an earlier content the current one',
    load: async () => (await import('./pattern/restore.ts')).restore,
  },
  {
    name: 'pattern share',
    usage: '<pattern>',
    description: 'Say who may read a pattern',
    load: async () => (await import('./pattern/share.ts')).share,
  },
  {
    name: 'pattern lint',
    usage: '<pattern>',
    description: 'Say what is worth mending of a pattern',
    load: async () => (await import('./pattern/lint.ts')).lint,
  },
  {
    name: 'pattern approve',
    usage: '<pattern>',
    description: 'Let a pattern that an import set aside take effect',
    load: async () => (await import('./pattern/approve.ts')).approve,
  },
  {
    name: 'pattern transfer',
    usage: '<pattern> <owner>',
    description: 'Give a pattern to another agent',
    load: async () => (await import('./pattern/transfer.ts')).transfer,
  },
  {
    name: 'version create',
    usage: '<pattern>',
    description: 'Make a new version of your pattern',
    load: async () => (await import('./version/create.ts')).create,
  },
  {
    name: 'version list',
    usage: '<pattern>',
    description: 'Draw the versions of a pattern as a tree',
    load: async () => (await import('./version/list.ts')).list,
  },
  {
    name: 'version compare',
    usage: '<old> <new>',
    description: 'Say how two versions differ, and which does better',
    load: async () => (await import('./version/compare.ts')).compare,
  },
  {
    name: 'proposal list',
    usage: '',
    description: 'List proposals on your patterns, and your own',
    load: async () => (await import('./proposal/list.ts')).list,
  },
  {
    name: 'proposal show',
    usage: '<proposal>',
    description: 'Show a proposal and what it would change',
    load: async () => (await import('./proposal/show.ts')).show,
  },
  {
    name: 'proposal accept',
    usage: '<proposal>',
    description: 'Merge a proposal into your pattern',
    load: async () => (await import('./proposal/accept.ts')).accept,
  },
  {
    name: 'proposal reject',
    usage: '<proposal>',
    description: 'Turn a proposal down',
    load: async () => (await import('./proposal/reject.ts')).reject,
  },
  {
    name: 'usage record',
    usage: '<pattern>',
    description: 'Record that a pattern was used, and how it went',
    load: async () => (await import('./usage/record.ts')).record,
  },
  {
    name: 'usage outcome',
    usage: '<usage>',
    description: 'Say later how a recorded use went',
    load: async () => (await import('./usage/outcome.ts')).outcome,
  },
  {
    name: 'usage list',
    usage: '<pattern>',
    description: 'List the uses of a pattern, newest first',
    load: async () => (await import('./usage/list.ts')).list,
  },
];
