/** What a command did. Exactly one of the two forms is printed. */
export interface Outcome {
  /** The object that `--json` prints; keys in snake_case. */
  readonly json: () => object;
  /** What people read. */
  readonly text: () => string;
  readonly exitCode: number;
}
