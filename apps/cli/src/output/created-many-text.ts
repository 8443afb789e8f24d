import { AccessLevel, type BatchCreatePatternsResponse, FindingSeverity } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import { findingsText } from './findings-text.ts';
import { countText } from './number-text.ts';

const HEADER = ['NAME', 'VERSION', 'OWNER', 'LEVEL', 'ID'];

/** Patterns that were stored together, for people: a line for each, the warnings by name, and how many hints there are. */
export const createdManyText = (page: Page, { results }: BatchCreatePatternsResponse): string => {
  const created = results.flatMap(({ result, findings }) =>
    result?.$case === 'pattern' ? [{ pattern: result.value, findings }] : [],
  );
  const rows = created.map(({ pattern }) => [
    pattern.patternName,
    pattern.version,
    `${pattern.namespace}/${pattern.agentId}`,
    enumText(AccessLevel, pattern.accessLevel),
    pattern.id,
  ]);
  const warned = created.flatMap(({ pattern, findings }) => {
    const warnings = findings.filter(({ severity }) => severity !== FindingSeverity.INFO);
    return warnings.length === 0 ? [] : [plainLine(pattern.patternName), ...findingsText(page, warnings)];
  });
  const hints = created.flatMap(({ findings }) => findings).filter(({ severity }) => severity === FindingSeverity.INFO);
  return [
    page.bold(`Created ${countText(created.length, 'pattern')}`),
    table(page, HEADER, rows),
    ...warned,
    ...(hints.length === 0 ? [] : [page.dim(`${countText(hints.length, 'hint')}: tmws pattern lint NAME`)]),
  ].join('\n');
};
