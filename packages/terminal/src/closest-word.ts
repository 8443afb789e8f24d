/** How many letters must be put in, left out or exchanged to make one word of the other. */
const distance = (from: string, to: string): number => {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const kept = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(kept, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
};

const MOST_SLIPS = 2;

/** The known word that was likely meant by a mistyped one; undefined when none is near. */
export const closestWord = (typed: string, known: readonly string[]): string | undefined => {
  const ranked = known
    .map((word) => ({ word, slips: distance(typed.toLowerCase(), word) }))
    .toSorted((one, other) => one.slips - other.slips);
  const [best] = ranked;
  return best !== undefined && best.slips <= MOST_SLIPS && best.slips < typed.length ? best.word : undefined;
};
