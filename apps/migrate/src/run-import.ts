import type { TmwsClient } from '@tmws/client';
import { SkillImportAction } from '@tmws/contract';
import { EXIT_CODES, type ExitCode, type Outcome, type TextStream } from '@tmws/terminal';
import type { ImportOptions } from './import/import-options.ts';
import { type ImportReport, importReport } from './import/import-report.ts';
import { type ImportedSource, importSource } from './import/import-source.ts';
import { createProgress } from './output/progress.ts';
import { openReportFile } from './output/report-file.ts';
import { reportJson } from './output/report-json.ts';
import { reportText } from './output/report-text.ts';
import { readSkillSources } from './sources/read-skill-sources.ts';
import type { SkillSource } from './sources/skill-folder.ts';

/** What is imported, and how. */
export interface ImportRequest {
  /** Folders and archives as typed; at least one. */
  readonly folders: readonly string[];
  readonly options: ImportOptions;
  /** Where the report goes too, as JSON; undefined: nowhere. */
  readonly reportFile: string | undefined;
  readonly connect: () => Promise<TmwsClient>;
  readonly stderr: TextStream;
}

const importAll = async (
  sources: readonly SkillSource[],
  { options, connect, stderr }: ImportRequest,
): Promise<readonly ImportedSource[]> => {
  const imported: ImportedSource[] = [];
  const total = sources.reduce((sum, { skills }) => sum + skills.length, 0);
  await using client = await connect();
  const progress = await createProgress(stderr, { total, verb: options.isDryRun ? 'Looking at' : 'Importing' });
  try {
    for (const source of sources) {
      imported.push(await importSource(client.skills, source, { ...options, onSent: progress.step }));
    }
  } finally {
    progress.end();
  }
  return imported;
};

/** Of another skill's name, and that is why it was refused. */
const isConflict = ({ action, findings }: ImportReport['results'][number]): boolean =>
  action === SkillImportAction.REFUSED && findings.some(({ code }) => code === 'name_taken');

const exitCodeOf = ({ results }: ImportReport): ExitCode => {
  if (results.some(isConflict)) return EXIT_CODES.conflict;
  return results.some(({ action }) => action === SkillImportAction.REFUSED) ? EXIT_CODES.failed : EXIT_CODES.done;
};

/**
 * `tmws-migrate import`: every skill of the folders and archives, root after root. Nothing is imported unless all of
 * them can be read and the report can be written. Ends with 4 when a skill was refused for its name, with 1 when one
 * was for another reason.
 *
 * @throws SourceError for a source that is not there; ArchiveError for one that is damaged or too large; ReportError for
 * a report that cannot be written; RemoteError as the core refuses: what was imported before stays, and the next run
 * goes on.
 */
export const runImport = async (request: ImportRequest): Promise<Outcome> => {
  const sources: SkillSource[] = [];
  for (const folder of request.folders) sources.push(...(await readSkillSources(folder)));
  await using file = await openReportFile(request.reportFile);
  const imported = await importAll(sources, request);
  const report = importReport(sources, imported, request.options);
  await file.finish(reportJson(report));
  return {
    json: () => reportJson(report),
    text: (page) => reportText(page, report),
    exitCode: exitCodeOf(report),
  };
};
