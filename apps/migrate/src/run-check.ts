import type { TmwsClient } from '@tmws/client';
import { EXIT_CODES, type Outcome, type TextStream } from '@tmws/terminal';
import { allPass, type CheckReport, checkJson, checkText } from './check/check-report.ts';
import { type CheckedSkill, checkSource } from './check/check-source.ts';
import { type FixedFile, fixSkills } from './check/fix-skills.ts';
import { checkSarif } from './check/sarif.ts';
import { createProgress } from './output/progress.ts';
import { openReportFile } from './output/report-file.ts';
import { readSkillSources } from './sources/read-skill-sources.ts';
import type { SkillSource } from './sources/skill-folder.ts';

/** What is checked, and how. */
export interface CheckRequest {
  /** Folders and archives as typed; at least one. */
  readonly folders: readonly string[];
  /** Whether what is safe to put right is put right. */
  readonly isFixing: boolean;
  /** Whether warnings count as errors. */
  readonly isStrict: boolean;
  /** Where the findings go too, as SARIF; undefined: nowhere. */
  readonly sarifFile: string | undefined;
  readonly connect: () => Promise<TmwsClient>;
  readonly stderr: TextStream;
}

const readAll = async (folders: readonly string[]): Promise<readonly SkillSource[]> => {
  const sources: SkillSource[] = [];
  for (const folder of folders) sources.push(...(await readSkillSources(folder)));
  return sources;
};

interface CheckedSource {
  readonly source: SkillSource;
  readonly skills: readonly CheckedSkill[];
}

const checkAll = async (client: TmwsClient, { folders, stderr }: CheckRequest): Promise<readonly CheckedSource[]> => {
  const sources = await readAll(folders);
  const total = sources.reduce((sum, { skills }) => sum + skills.length, 0);
  const progress = await createProgress(stderr, { total, verb: 'Checking' });
  const checked: CheckedSource[] = [];
  try {
    for (const source of sources) {
      checked.push({ source, skills: await checkSource(client.skills, source, progress.step) });
    }
  } finally {
    progress.end();
  }
  return checked;
};

/**
 * `tmws-migrate check`: what an import would find in each skill, and which rules of the standard it breaks. Stores
 * nothing. Ends with 1 where a skill does not pass.
 *
 * @throws SourceError, ArchiveError for a source that cannot be read; ReportError for a file that cannot be written;
 * RemoteError as the core refuses
 */
export const runCheck = async (request: CheckRequest): Promise<Outcome> => {
  await using sarif = await openReportFile(request.sarifFile);
  await using client = await request.connect();
  let checked = await checkAll(client, request);
  const fixed: FixedFile[] = [];
  if (request.isFixing) {
    for (const { source, skills } of checked) fixed.push(...(await fixSkills(source, skills)));
    if (fixed.length > 0) checked = await checkAll(client, request);
  }
  const report: CheckReport = {
    skills: checked.flatMap(({ skills }) => skills),
    skipped: checked.flatMap(({ source }) => source.skipped),
    fixed,
    isStrict: request.isStrict,
  };
  await sarif.finish(checkSarif(report));
  return {
    json: () => checkJson(report),
    text: () => checkText(report),
    exitCode: allPass(report) ? EXIT_CODES.done : EXIT_CODES.failed,
  };
};
