import type { Scanner } from '../scan-rule.ts';
import { controlTokens } from './control-tokens.ts';
import { exfiltratingCommands } from './exfiltrating-commands.ts';
import { hiddenComments } from './hidden-comments.ts';
import { phraseMatches } from './phrase-matches.ts';

/** Texts that turn the agent against its user. */
export const injectionMatches: Scanner = (prepared, work) =>
  [phraseMatches, hiddenComments, controlTokens, exfiltratingCommands].flatMap((scan) => scan(prepared, work));
