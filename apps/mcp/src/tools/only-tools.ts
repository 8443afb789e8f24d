/** Names of rpcs, commands and flags as the core's sentences write them for other clients. */
const OF_OTHER_CLIENTS =
  /\b(?:Accept|Apply|Approve|Compare|Create|Delete|Evolve|Export|Get|Import|Learn|Lint|List|Purge|Read|Recommend|Record|Redact|Reject|Restore|Search|Set|Suggest|Transfer|Undelete|Update|Validate|Watch)[A-Z][A-Za-z]+\b|\btmws\b|--[a-z]/;

/**
 * The core's text without the sentences that tell a model of something it cannot call: an rpc or a command. `otherwise`
 * stands where nothing is left.
 */
export const onlyTools = (text: string, otherwise: string): string => {
  const kept = text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !OF_OTHER_CLIENTS.test(sentence))
    .join(' ')
    .trim();
  return kept === '' ? otherwise : kept;
};
