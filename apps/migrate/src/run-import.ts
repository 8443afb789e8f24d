import type { TmwsClient } from '@tmws/client';
import { AccessLevel, SkillImportAction } from '@tmws/contract';
import { EXIT_CODES, enumFromText, type Outcome, type TextStream } from '@tmws/terminal';
import { importReport } from './import/import-report.ts';
import { type ImportedSource, importSource } from './import/import-source.ts';
import { createProgress } from './output/progress.ts';
import { reportJson } from './output/report-json.ts';
import { reportText } from './output/report-text.ts';
import { readSkillSource } from './sources/read-skill-source.ts';

/** What is imported, and how. */
export interface ImportRequest {
  /** Folders as typed; at least one. */
  readonly folders: readonly string[];
  /** Level of new patterns in lower case; undefined: team. */
  readonly accessLevel: string | undefined;
  readonly connect: () => Promise<TmwsClient>;
  readonly stderr: TextStream;
}

const levelOf = (text: string | undefined): AccessLevel =>
  text === undefined ? AccessLevel.UNSPECIFIED : enumFromText(AccessLevel, text);

/**
 * `tmws-migrate import`: every skill of the folders, root after root. Nothing is imported unless every folder is there.
 *
 * @throws SourceError for a folder that is not there; RemoteError as the core refuses.
 */
export const runImport = async (request: ImportRequest): Promise<Outcome> => {
  const sources = [];
  for (const folder of request.folders) sources.push(await readSkillSource(folder));
  const total = sources.reduce((sum, { skills }) => sum + skills.length, 0);
  const imported: ImportedSource[] = [];
  if (total > 0) {
    await using client = await request.connect();
    const progress = await createProgress(request.stderr, { total, verb: 'Importing' });
    try {
      for (const source of sources.filter(({ skills }) => skills.length > 0)) {
        const options = { accessLevel: levelOf(request.accessLevel), onSent: progress.step };
        imported.push(await importSource(client.skills, source, options));
      }
    } finally {
      progress.end();
    }
  }
  const report = importReport(sources, imported);
  const hasRefused = report.results.some(({ action }) => action === SkillImportAction.REFUSED);
  return {
    json: () => reportJson(report),
    text: (page) => reportText(page, report),
    exitCode: hasRefused ? EXIT_CODES.failed : EXIT_CODES.done,
  };
};
