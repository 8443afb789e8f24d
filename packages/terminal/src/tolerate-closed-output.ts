/** A stream that reports what happens to it, as `process.stdout` does. */
export interface WatchedStream {
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
}

/** Whoever reads the output may stop before its end, as `head` does: for this stream that is no error any more. */
export const tolerateClosedOutput = (stream: WatchedStream): void => {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
};
