import { AccessLevel, type Finding, type Pattern } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { findingsSummary, findingsText } from './findings-text.ts';

/** What a creation gave. */
export interface Created {
  readonly pattern?: Pattern | undefined;
  readonly findings: readonly Finding[];
  readonly searchableByMeaning?: boolean;
}

/** A pattern that was stored, for people: name, version, place, level and id, then what was noticed. */
export const createdText = (page: Page, { pattern, findings, searchableByMeaning }: Created): string => {
  if (pattern === undefined) return findingsText(page, findings).join('\n');
  const place = `${pattern.namespace}/${pattern.agentId}, ${enumText(AccessLevel, pattern.accessLevel)}`;
  return [
    `Created ${page.bold(plainLine(pattern.patternName))} ${pattern.version} (${plainLine(place)})`,
    page.dim(`id: ${pattern.id}`),
    ...(searchableByMeaning === false ? [page.dim('Found by words now, by meaning in a moment.')] : []),
    ...findingsSummary(page, findings, pattern.id),
  ].join('\n');
};
