const SCHEME = /(?:https?|ftp):\/\/[^\s"'`<>|)\]]{1,500}/gi;
const BARE = /^[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5}(?::\d{1,5})?(?:\/[^\s"'`<>|]{0,300})?$/i;
const VARIABLE = /^["']?\$[{(]?[A-Za-z_][A-Za-z0-9_]{0,60}/;
/** Addresses that stand for another, as in a text about such commands. */
const NO_ADDRESS = /^https?:\/\/(?:example\.(?:com|org|net)|localhost|127\.0\.0\.1)(?:[:/]|$)|\.\.\.|…|[<>{}]/i;

/** Where a command downloads from: addresses, `host/path`, or a variable. Empty for a mention without one. */
export const addressesOf = (command: string): readonly string[] => {
  const found = command.match(SCHEME) ?? [];
  if (found.length > 0) return found;
  return command.split(/\s+/).filter((word) => BARE.test(word.replaceAll(/["'`]/g, '')) || VARIABLE.test(word));
};

/** Whether an address is one of a document's examples. */
export const isExample = (address: string): boolean => NO_ADDRESS.test(address);
