/** Largest message between a client and its core, in bytes; the core takes no larger one either. */
export const MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024;

/** A message that was too large to go over. */
export interface TooLargeMessage {
  /** Which way it was to go. */
  readonly which: 'request' | 'answer';
  /** One sentence: what and which; then what to do. */
  readonly text: string;
  /** Most that is allowed, in bytes. */
  readonly limitBytes: number;
}

/** What grpc-js says of what it is to send, and of what it receives, ours as well as the other side's. */
const SENT = /^(?:Attempted to send message with a size|Sent message) larger than (?:max \(\d+ vs\. )?(\d+)/;
const RECEIVED = /^Received message (?:larger than max \(\d+ vs\.? |that decompresses to a size larger than )(\d+)/;

const ADVICE = {
  request: 'Send less at once: shorten the longest text, or send the items in several calls.',
  answer: 'Ask for less at once, e.g. for a smaller page.',
} as const;

const sizeOf = (bytes: number): string => (bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes} bytes`);

const tooLarge = (which: 'request' | 'answer', limitBytes: number): TooLargeMessage => ({
  which,
  limitBytes,
  text: `The ${which} is larger than the ${sizeOf(limitBytes)} that a message may have. ${ADVICE[which]}`,
});

/**
 * Reads, from the words of a RESOURCE_EXHAUSTED status, which message was too large; undefined where none was. grpc-js
 * refuses such messages itself, before any handler, so that its words are all there is to go by.
 */
export const tooLargeMessage = (details: string): TooLargeMessage | undefined => {
  const sent = SENT.exec(details)?.[1];
  if (sent !== undefined) return tooLarge(details.startsWith('Attempted') ? 'request' : 'answer', Number(sent));
  const received = RECEIVED.exec(details)?.[1];
  if (received === undefined) return undefined;
  // We send nothing beyond our own limit: only a core with a lower one can say so of a request.
  const limitBytes = Number(received);
  return tooLarge(limitBytes < MESSAGE_LIMIT_BYTES ? 'request' : 'answer', limitBytes);
};
