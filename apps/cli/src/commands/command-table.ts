import type { CommandEntry } from '../command.ts';
import { IDENTITY_COMMANDS } from './identity-commands.ts';
import { PATTERN_COMMANDS } from './pattern-commands.ts';

/** What each noun is about, for its line in `tmws --help`. */
export const NOUNS: Readonly<Record<string, string>> = {
  experience: 'Note what was learned by doing',
  pattern: 'Create, show, change and end patterns',
  proposal: 'Decide on changes that others suggest',
  usage: 'Record and list uses of patterns',
  version: 'Make, draw and compare versions of a pattern',
  agent: 'Make, show and end agents',
  namespace: 'Make, show and remove namespaces',
  member: 'Say who belongs to a namespace',
  key: 'Make, show, change and end API keys',
  audit: 'Show and check what admins did',
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
  ...PATTERN_COMMANDS,
  ...IDENTITY_COMMANDS,
  {
    name: 'reindex',
    usage: '',
    description: 'Make the search index anew from the stored patterns',
    load: async () => (await import('./reindex.ts')).reindex,
  },
  {
    name: 'learn_pattern',
    usage: '',
    description: 'Store what worked',
    load: async () => (await import('./learn-pattern.ts')).learnPattern,
  },
  {
    name: 'apply_pattern',
    usage: '',
    description: 'Get the patterns that fit a task',
    load: async () => (await import('./apply-pattern.ts')).applyPattern,
  },
  {
    name: 'evolve_pattern',
    usage: '',
    description: 'Report how it went, and what to add',
    load: async () => (await import('./evolve-pattern.ts')).evolvePattern,
  },
  {
    name: 'get_pattern_analytics',
    usage: '',
    description: 'Say how the patterns do',
    load: async () => (await import('./get-pattern-analytics.ts')).getPatternAnalytics,
  },
  {
    name: 'suggest_learning_opportunities',
    usage: '',
    description: 'Say what could be learned',
    load: async () => (await import('./suggest-learning-opportunities.ts')).suggestLearningOpportunities,
  },
];
