/** UUIDs that count up, the same in each engine that is asked the same. */
export const countingIds = (): (() => string) => {
  let last = 0;
  return () => {
    last += 1;
    return `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`;
  };
};
