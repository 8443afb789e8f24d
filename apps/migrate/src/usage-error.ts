/** Wrong usage of the command line. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
