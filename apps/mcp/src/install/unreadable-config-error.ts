/** A configuration that cannot be read as what it should be, so that nothing is written to it: one sentence says why. */
export class UnreadableConfigError extends Error {
  override readonly name = 'UnreadableConfigError';
}
