import {
  type LearningOpportunity,
  OpportunityPriority,
  OpportunityType,
  type SuggestLearningOpportunitiesResponse,
} from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { countText, scoreText } from './number-text.ts';

/** Most ids below an opportunity: enough to begin with. */
const MOST_IDS = 3;

const priorityText = (page: Page, priority: OpportunityPriority): string => {
  const text = enumText(OpportunityPriority, priority);
  if (priority === OpportunityPriority.HIGH) return page.red(text);
  return priority === OpportunityPriority.MEDIUM ? page.yellow(text) : text;
};

const opportunityText = (page: Page, opportunity: LearningOpportunity, number: number): string => {
  const { type, area, priority, reason, suggestedAction, evidence } = opportunity;
  const queries = evidence?.exampleQueries ?? [];
  const ids = evidence?.patternIds ?? [];
  const kind = enumText(OpportunityType, type).replaceAll('_', ' ');
  return [
    `${number}. ${page.bold(plainLine(area))}  ${priorityText(page, priority)}  ${page.dim(kind)}`,
    `   ${plainLine(reason)}`,
    `   ${page.green('→')} ${plainLine(suggestedAction)}`,
    ...queries.map((query) => `   | ${plainLine(query)}`),
    ...ids.slice(0, MOST_IDS).map((id) => page.dim(`   id: ${id}`)),
    ...(ids.length > MOST_IDS ? [page.dim(`   … and ${ids.length - MOST_IDS} more ids, which --json names`)] : []),
  ].join('\n');
};

const summaryText = ({ knowledgeBaseSummary: known }: SuggestLearningOpportunitiesResponse): string => {
  const memories = known?.totalMemories ?? 0;
  return [
    `${memories} ${memories === 1 ? 'memory' : 'memories'}`,
    countText(known?.totalPatterns ?? 0, 'pattern'),
    `patterns in ${scoreText(known?.coverageRatio ?? 0)} of the areas with activity`,
  ].join(', ');
};

const countsText = ({ opportunityCount, priorityBreakdown: by }: SuggestLearningOpportunitiesResponse): string => {
  const count = `${opportunityCount} ${opportunityCount === 1 ? 'opportunity' : 'opportunities'}`;
  return `${count}: ${by?.high ?? 0} high, ${by?.medium ?? 0} medium, ${by?.low ?? 0} low`;
};

/** What could be learned, for people: the most urgent first, each with why and what to do. */
export const opportunitiesText = (page: Page, response: SuggestLearningOpportunitiesResponse): string => {
  const { learningOpportunities: shown, opportunityCount } = response;
  if (opportunityCount === 0) {
    return `${summaryText(response)}\nNothing to learn shows yet: note what you do with \`tmws experience record\`, and search.`;
  }
  const hidden = opportunityCount - shown.length;
  return [
    summaryText(response),
    countsText(response),
    ...shown.map((opportunity, index) => `\n${opportunityText(page, opportunity, index + 1)}`),
    ...(hidden > 0 ? [`\n${page.dim(`${hidden} less urgent ones are not shown.`)}`] : []),
  ].join('\n');
};
