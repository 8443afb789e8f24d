/** A source that is not there. Ends with exit code 3. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  /** The values that the message mentions, by name. */
  readonly metadata: Readonly<Record<string, string>>;

  constructor(message: string, metadata: Readonly<Record<string, string>>) {
    super(message);
    this.metadata = metadata;
  }
}
