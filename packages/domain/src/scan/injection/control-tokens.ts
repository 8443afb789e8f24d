import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { isMentioned } from './mention.ts';

/** Tokens by which chat templates part the system's words from the user's. */
const TOKENS =
  /<\|im_start\|>\s{0,2}system|<\|start_header_id\|>\s{0,2}system|<<SYS>>|<\|system\|>|<start_of_turn>\s{0,2}system/g;
const OUTSIDE_CODE = /(?:^|\n)[^\n`]{0,200}$/;

/** Words of a chat template in running text, which some models take for a new turn of the system. */
export const controlTokens: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (const { index } of visible.matchAll(TOKENS)) {
    work.steps += 1;
    if (!OUTSIDE_CODE.test(visible.slice(Math.max(0, index - 200), index)) || isMentioned(visible, index)) continue;
    matches.push({
      rule: { ruleId: 'injection.control-token', kind: 'injection', severity: 'error' },
      index,
      text: 'A token of a chat template that opens a turn of the system.',
    });
  }
  return matches;
};
