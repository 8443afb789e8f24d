import { KnowledgeBaseHealth } from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import { percentText } from '../output/percent-text.ts';
import { html, type Markup, NOTHING } from './html.ts';
import { activitySection, knowledgeSection, missingSection, rankingSection, reviewSection } from './sections.ts';
import { STYLE } from './style.ts';
import type { TeamReport } from './team-report.ts';

const HEALTH: Readonly<Record<number, { readonly look: string; readonly meaning: string }>> = {
  [KnowledgeBaseHealth.EXCELLENT]: { look: 'good', meaning: 'Patterns work in at least 85 of 100 cases on average.' },
  [KnowledgeBaseHealth.GOOD]: { look: 'fair', meaning: 'Patterns work in 70 to 85 of 100 cases on average.' },
  [KnowledgeBaseHealth.NEEDS_IMPROVEMENT]: {
    look: 'bad',
    meaning: 'Patterns work in fewer than 70 of 100 cases on average.',
  },
};

const UNKNOWN_HEALTH = { look: 'quiet', meaning: 'Nobody has told yet how the use of a pattern went.' };

const tile = (value: string, name: string, look = ''): Markup =>
  html`<div class="tile"><b class="${look}">${value}</b><span>${name}</span></div>
`;

const tiles = ({ analytics: { overview } }: TeamReport): Markup => {
  const health = overview?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN;
  const isKnown = health in HEALTH;
  return html`<div class="tiles">${[
    tile((overview?.totalPatterns ?? 0).toLocaleString('en'), 'total patterns'),
    tile((overview?.totalApplications ?? 0).toLocaleString('en'), 'total applications'),
    tile((overview?.avgApplicationsPerPattern ?? 0).toFixed(2), 'applications a pattern'),
    tile(isKnown ? percentText(overview?.avgSuccessRate ?? 0) : '–', 'average success rate'),
    tile(
      enumText(KnowledgeBaseHealth, health).replaceAll('_', ' '),
      'knowledge base health',
      (HEALTH[health] ?? UNKNOWN_HEALTH).look,
    ),
  ]}</div>
<p>${(HEALTH[health] ?? UNKNOWN_HEALTH).meaning}</p>`;
};

/**
 * The team learning report as one web page. It asks for nothing from elsewhere and runs no script, and says so to the
 * browser; every stored text in it is text.
 */
export const reportPage = (report: TeamReport): string => {
  const { scope, madeAt } = report;
  const time = `${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Team Learning Report</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
<h1>Team Learning Report</h1>
<p class="quiet">As of ${time}${scope.length === 0 ? NOTHING : html`; only ${scope.join(', ')}`}. Numbers are over all time where no days are named, and count the patterns that whoever made the report may read.</p>
${tiles(report)}
${[activitySection, knowledgeSection, rankingSection, reviewSection, missingSection].map((part) => part(report))}
</main>
</body>
</html>
`;
  return page.markup;
};
