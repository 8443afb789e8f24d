/** Commands and nouns that belong together, in the order of `tmws --help`. One that is in no group comes last. */
export const COMMAND_GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Find and use': ['search', 'apply', 'recommend', 'usage', 'experience'],
  'Keep patterns': ['pattern', 'version', 'proposal'],
  'See how they do': ['analytics', 'report', 'opportunities'],
  'People and rights': ['whoami', 'agent', 'namespace', 'member', 'key', 'audit'],
  'The service': [
    'start',
    'stop',
    'status',
    'doctor',
    'config',
    'reindex',
    'embedder',
    'backup',
    'completion',
    'core',
    'mcp',
    'migrate',
  ],
};

/** The group of the tools that agents call by these names. */
export const TOOLS = 'The five tools, with the flags of the specification';

/** What stands in no group. */
export const OTHERS = 'Others';
