import type { CommandEntry } from '../command.ts';

/** What each noun is about, for its line in `tmws --help`. */
export const NOUNS: Readonly<Record<string, string>> = {
  experience: 'Note what was learned by doing',
  pattern: 'Create, list and show patterns',
  proposal: 'Decide on changes that others suggest',
  usage: 'Record and list uses of patterns',
  version: 'Make, draw and compare versions of a pattern',
};

/** Every command in the order of `tmws --help`. A command is loaded when it is run, or asked for its own help. */
export const COMMAND_TABLE: readonly CommandEntry[] = [
  {
    name: 'start',
    usage: '',
    description: 'Start the core, which then runs until `tmws stop`',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'stop',
    usage: '',
    description: 'End the core, calls in flight first',
    load: async () => (await import('./stop.ts')).stop,
  },
  {
    name: 'status',
    usage: '',
    description: 'Say whether a core runs, where, and how it does',
    load: async () => (await import('./status.ts')).status,
  },
  {
    name: 'doctor',
    usage: '',
    description: 'Look for faults and say what to do about each',
    load: async () => (await import('./doctor/doctor.ts')).doctor,
  },
  {
    name: 'config',
    usage: '',
    description: 'Print every setting with its value and where it comes from',
    load: async () => (await import('./config.ts')).config,
  },
  {
    name: 'whoami',
    usage: '',
    description: 'Print who you are to the core',
    load: async () => (await import('./whoami.ts')).whoami,
  },
  {
    name: 'completion',
    usage: '<shell>',
    description: 'Print a script that completes tmws in bash, zsh or fish',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    name: 'search',
    usage: '<query..>',
    description: 'Find the patterns that fit a request',
    load: async () => (await import('./search.ts')).search,
  },
  {
    name: 'apply',
    usage: '<query..>',
    description: 'Get the patterns that fit a task, ready to be followed',
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    name: 'recommend',
    usage: '',
    description: 'List the patterns that you should know, with why',
    load: async () => (await import('./recommend.ts')).recommend,
  },
  {
    name: 'analytics',
    usage: '',
    description: 'Say how the patterns do, in numbers and curves',
    load: async () => (await import('./analytics.ts')).analytics,
  },
  {
    name: 'report',
    usage: '',
    description: 'Print the learning report of the team, or write it as a web page',
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'opportunities',
    usage: '',
    description: 'Say what could be learned, the most urgent first',
    load: async () => (await import('./opportunities.ts')).opportunities,
  },
  {
    name: 'experience record',
    usage: '<content..>',
    description: 'Keep a short note on something done, as activity in its area',
    load: async () => (await import('./experience/record.ts')).record,
  },
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
  {
    name: 'reindex',
    usage: '',
    description: 'Make the search index anew from the stored patterns',
    load: async () => (await import('./reindex.ts')).reindex,
  },
  {
    name: 'learn_pattern',
    usage: '',
    description: 'The MCP tool of this name: store a pattern',
    load: async () => (await import('./learn-pattern.ts')).learnPattern,
  },
  {
    name: 'apply_pattern',
    usage: '',
    description: 'The MCP tool of this name: get the patterns that fit a task',
    load: async () => (await import('./apply-pattern.ts')).applyPattern,
  },
  {
    name: 'evolve_pattern',
    usage: '',
    description: 'The MCP tool of this name: report how it went, and what to add',
    load: async () => (await import('./evolve-pattern.ts')).evolvePattern,
  },
  {
    name: 'get_pattern_analytics',
    usage: '',
    description: 'The MCP tool of this name: say how the patterns do',
    load: async () => (await import('./get-pattern-analytics.ts')).getPatternAnalytics,
  },
  {
    name: 'suggest_learning_opportunities',
    usage: '',
    description: 'The MCP tool of this name: say what could be learned',
    load: async () => (await import('./suggest-learning-opportunities.ts')).suggestLearningOpportunities,
  },
];
