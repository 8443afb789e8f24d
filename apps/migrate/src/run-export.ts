import type { TmwsClient } from '@tmws/client';
import { EXIT_CODES, type Outcome, type TextStream } from '@tmws/terminal';
import { ExportFolder } from './export/export-folder.ts';
import type { ExportFormat } from './export/export-format.ts';
import { type ExportedItem, exportedItems } from './export/exported-items.ts';
import { type Selection, selectPatterns } from './export/select-patterns.ts';
import { exportJson, exportText } from './output/export-report.ts';
import { createProgress } from './output/progress.ts';

/** What is exported, and where to. */
export interface ExportRequest {
  /** As typed. */
  readonly folder: string;
  readonly format: ExportFormat;
  /** Whether unchanged imports are made portable too. */
  readonly isPortable: boolean;
  /** Whether it writes beside, and over, what others made there. */
  readonly isForced: boolean;
  readonly selection: Selection;
  readonly connect: () => Promise<TmwsClient>;
  readonly stderr: TextStream;
}

/**
 * `tmws-migrate export`: the selected patterns to a folder, with an index of what it wrote.
 *
 * @throws FolderError for a folder of somebody else's; ProgramError for a name without one pattern; RemoteError as the
 * core refuses; what was exported before stays, and the next run goes on.
 */
export const runExport = async (request: ExportRequest): Promise<Outcome> => {
  await using client = await request.connect();
  const { ids: patternIds, draftsLeftOut } = await selectPatterns(client, request.selection);
  const folder = await ExportFolder.open(request.folder, request);
  const progress = await createProgress(request.stderr, { total: patternIds.length, verb: 'Exporting' });
  const items: ExportedItem[] = [];
  try {
    // No id at all would ask for every pattern.
    if (patternIds.length > 0) {
      for await (const item of exportedItems(client, { ...request, patternIds, folder })) {
        items.push(item);
        progress.step();
      }
    }
    await folder.finish();
  } finally {
    progress.end();
    await folder.close();
  }
  const report = { folder: request.folder, format: request.format, items, draftsLeftOut };
  return {
    json: () => exportJson(report),
    text: (page) => exportText(page, report),
    exitCode: items.some(({ action }) => action === 'kept') ? EXIT_CODES.failed : EXIT_CODES.done,
  };
};
