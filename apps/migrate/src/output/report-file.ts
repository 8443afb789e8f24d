import { open, rename, rm } from 'node:fs/promises';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';
import { reasonOf } from '../sources/unreadable-file.ts';

/** A report that cannot be written. Ends with exit code 6. */
export class ReportError extends ProgramError {
  override readonly name = 'ReportError';

  constructor(path: string, cause: unknown) {
    super(`The report cannot be written to ${path} (${reasonOf(cause)}). Name another file.`, {
      reason: 'REPORT_UNWRITABLE',
      exitCode: EXIT_CODES.invalidInput,
      metadata: { path },
    });
  }
}

/** A report on its way to the disk. */
export interface ReportFile extends AsyncDisposable {
  /** Puts it in its place, whole; what was there before is replaced. */
  readonly finish: (report: object) => Promise<void>;
}

const NOWHERE: ReportFile = { finish: async () => {}, [Symbol.asyncDispose]: async () => {} };

/**
 * Opens a report before the work that it tells of, so that a place that cannot be written is told of first. Until it is
 * finished it has another name beside; given up, it leaves nothing.
 *
 * @throws ReportError when the file cannot be written
 */
export const openReportFile = async (path: string | undefined): Promise<ReportFile> => {
  if (path === undefined) return NOWHERE;
  const partial = `${path}.${process.pid}.partial`;
  const handle = await open(partial, 'w').catch((error: unknown) => {
    throw new ReportError(path, error);
  });
  return {
    finish: async (report) => {
      try {
        await handle.writeFile(`${JSON.stringify(report, undefined, 2)}\n`);
        await handle.sync();
        await rename(partial, path);
      } catch (error) {
        throw new ReportError(path, error);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await handle.close();
      await rm(partial, { force: true });
    },
  };
};
