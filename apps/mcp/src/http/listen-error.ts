/** The server cannot serve at its address: one sentence says why, the next what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}
