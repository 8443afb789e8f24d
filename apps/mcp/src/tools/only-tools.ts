const EVERY_TOOL = [
  'learn_pattern',
  'apply_pattern',
  'get_pattern_analytics',
  'suggest_learning_opportunities',
  'evolve_pattern',
];

/** Names of rpcs, commands and flags as the core's sentences write them for other clients. */
const OF_OTHER_CLIENTS =
  /\b(?:Accept|Apply|Approve|Compare|Create|Delete|Evolve|Export|Get|Import|Learn|Lint|List|Purge|Read|Recommend|Record|Redact|Reject|Restore|Search|Set|Suggest|Transfer|Undelete|Update|Validate|Watch)[A-Z][A-Za-z]+\b|\btmws\b|--[a-z]/;

/**
 * The core's text without the sentences that tell a model of something it cannot call: an rpc, a command, or a tool
 * that this server does not list. `otherwise` stands where nothing is left.
 */
export const onlyTools = (
  text: string,
  { tools, otherwise }: { readonly tools: readonly string[]; readonly otherwise: string },
): string => {
  const missing = EVERY_TOOL.filter((name) => !tools.includes(name));
  const kept = text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !OF_OTHER_CLIENTS.test(sentence) && !missing.some((name) => sentence.includes(name)))
    .join(' ')
    .trim();
  return kept === '' ? otherwise : kept;
};
