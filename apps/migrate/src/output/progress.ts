import type { TextStream } from '@tmws/terminal';

/** How far an import or export is. */
export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

const NONE: Progress = { step: () => {}, end: () => {} };

/** A bar over the skills that are sent or taken, on a terminal; elsewhere nothing. */
export const createProgress = async (
  stream: TextStream,
  { total, verb }: { readonly total: number; readonly verb: 'Importing' | 'Looking at' | 'Checking' | 'Exporting' },
): Promise<Progress> => {
  if (stream !== process.stderr || stream.isTTY !== true || total === 0) return NONE;
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${verb} {bar} {value}/{total}`,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return { step: () => bar.increment(), end: () => bar.stop() };
};
