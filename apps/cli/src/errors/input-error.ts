/** Content handed in that cannot be used, e.g. broken JSON: one sentence says what and where. Ends with exit code 6. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The values that the message mentions, by name. */
  readonly metadata: Readonly<Record<string, string>>;

  constructor(message: string, metadata: Readonly<Record<string, string>> = {}) {
    super(message);
    this.metadata = metadata;
  }
}
