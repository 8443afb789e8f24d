import { AccessLevel, type Finding, type Pattern, PatternStatus } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { findingsSummary, findingsText } from './findings-text.ts';

/** A pattern after a change, for people: what was done, the revision, who reads it, and what was noticed. */
export const updatedText = (
  page: Page,
  {
    done,
    pattern,
    findings,
  }: { readonly done: string; readonly pattern: Pattern | undefined; readonly findings: readonly Finding[] },
): string => {
  if (pattern === undefined) return findingsText(page, findings).join('\n');
  const shares = pattern.sharedWithAgents.length === 0 ? [] : [`shared with ${pattern.sharedWithAgents.join(', ')}`];
  const facts = [
    `revision ${pattern.revision}`,
    enumText(PatternStatus, pattern.status),
    enumText(AccessLevel, pattern.accessLevel),
    ...shares,
  ];
  return [
    `${done} ${page.bold(plainLine(pattern.patternName))} ${pattern.version} (${plainLine(facts.join(', '))})`,
    page.dim(`id: ${pattern.id}`),
    ...findingsSummary(page, findings, pattern.id),
  ].join('\n');
};
