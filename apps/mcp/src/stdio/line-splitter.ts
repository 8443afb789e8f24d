const NEWLINE = 0x0a;
/** Enough of a line's beginning and end to find the id of its request in. */
const KEPT_BYTES = 1_024;

/** What comes out of a stream of lines. */
export interface LineSink {
  /** A line without its end. */
  readonly line: (text: string) => void;
  /** A line beyond the limit, once it has ended: its first and its last kilobyte; the rest was not kept. */
  readonly tooLong: (head: string, tail: string) => void;
}

/** Cuts bytes into lines. A line of more than `mostBytes` is passed over, so that no sender can exhaust the memory. */
export const createLineSplitter = (mostBytes: number, { line, tooLong }: LineSink): ((chunk: Buffer) => void) => {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let cut: { readonly head: string; tail: Buffer } | undefined;

  const take = (part: Buffer): void => {
    bytes += part.length;
    if (cut !== undefined) {
      cut.tail = Buffer.concat([cut.tail, part.subarray(-KEPT_BYTES)]).subarray(-KEPT_BYTES);
      return;
    }
    chunks.push(part);
    if (bytes <= mostBytes) return;
    const whole = Buffer.concat(chunks);
    // Copies: a view would keep the whole line in memory.
    cut = { head: whole.toString('utf8', 0, KEPT_BYTES), tail: Buffer.from(whole.subarray(-KEPT_BYTES)) };
    chunks = [];
  };
  const end = (): void => {
    const [first] = chunks;
    const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
    const over = cut;
    chunks = [];
    bytes = 0;
    cut = undefined;
    if (over === undefined) line(whole.toString('utf8'));
    else tooLong(over.head, over.tail.toString('utf8'));
  };
  return (chunk) => {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      end();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  };
};
