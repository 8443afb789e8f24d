/** A number with its noun: "1 pattern", "2 patterns"; `plural` where it is not the noun with an s. */
export const countText = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;
