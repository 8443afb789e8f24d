import { AccessLevel, PatternStatus } from '@tmws/contract';
import { enumChoices } from '@tmws/terminal';
import type { Command } from './command.ts';

/** The flags that narrow a listing or a search of patterns. */
export const PATTERN_FILTER_OPTIONS = {
  category: { type: 'string', description: 'Only this category' },
  subcategory: { type: 'string', description: 'Only this subcategory' },
  owner: { type: 'string', description: 'Only patterns of this agent' },
  tag: { type: 'string', isList: true, description: 'Only patterns with this tag' },
  'access-level': {
    type: 'string',
    isList: true,
    choices: enumChoices(AccessLevel),
    description: 'Only patterns of this level',
  },
  status: {
    type: 'string',
    isList: true,
    choices: enumChoices(PatternStatus),
    description: 'Only patterns of this status',
  },
} as const satisfies Command['options'];
