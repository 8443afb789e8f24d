import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GetPatternAnalyticsResponse, SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import { ANALYTICS_OPTIONS } from '../analytics-options.ts';
import type { Command } from '../command.ts';
import { InputError } from '../errors/input-error.ts';
import { messageJson } from '../output/message-json.ts';
import { reportPage } from '../report/report-page.ts';
import { reportText } from '../report/report-text.ts';
import { gatherReport, type TeamReport } from '../report/team-report.ts';

const writePage = (file: string, report: TeamReport): void => {
  try {
    writeFileSync(file, reportPage(report));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new InputError(
      `The report cannot be written to ${file} (${code}). Name a file in a folder that you may write.`,
      {
        file,
      },
    );
  }
};

/** `tmws report`: GetPatternAnalytics and SuggestLearningOpportunities as a report, on the terminal or as a web page. */
export const report: Command = {
  options: {
    html: { type: 'string', description: 'Write one web page to this file, which is replaced (default: print)' },
    ...ANALYTICS_OPTIONS,
  },
  examples: [
    { line: 'tmws report', description: 'the learning report of the team' },
    { line: 'tmws report --html report.html', description: 'one page with charts, to be passed on' },
    { line: 'tmws report --namespace web-team --days 90', description: 'of one namespace, a quarter' },
  ],
  run: async (context) => {
    const gathered = await gatherReport(await context.connect(), context);
    const given = context.arguments.text('html');
    const file = given === undefined ? undefined : resolve(given);
    if (file !== undefined) writePage(file, gathered);
    const { analytics, opportunities } = gathered;
    return {
      json: () => ({
        file: file ?? null,
        analytics: messageJson(GetPatternAnalyticsResponse, analytics),
        opportunities:
          opportunities === undefined ? null : messageJson(SuggestLearningOpportunitiesResponse, opportunities),
      }),
      text: (page) => (file === undefined ? reportText(page, gathered) : `The report is in ${file}`),
    };
  },
};
