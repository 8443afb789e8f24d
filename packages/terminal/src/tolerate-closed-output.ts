/** A stream that reports what happens to it, as `process.stdout` does. */
export interface WatchedStream {
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
}

/**
 * Whoever reads the output may stop before its end, as `head` does: for this stream that is no error any more. Any other
 * fault of the output, as a full disk, is one line on standard error and exit code 1.
 */
export const tolerateClosedOutput = (stream: WatchedStream): void => {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    process.stderr.write(`The output could not be written: ${error.message}. Make room, or send it elsewhere.\n`);
  });
};
