/**
 * Name of a value of one of the contract's enums, in lower case, as every frontend shows it; `unknown` for a value that
 * a newer core may send.
 */
export const enumName = (names: Readonly<Record<string, number>>, value: number): string => {
  const [name] = Object.entries(names).find(([, number]) => number === value) ?? [];
  return name === undefined || name === 'UNRECOGNIZED' ? 'unknown' : name.toLowerCase();
};
