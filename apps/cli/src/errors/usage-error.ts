/** Wrong usage of the command line: what was typed does not say what to do. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The values that the message mentions, by name. */
  readonly metadata: Readonly<Record<string, string>>;

  constructor(message: string, metadata: Readonly<Record<string, string>> = {}) {
    super(message);
    this.metadata = metadata;
  }
}
