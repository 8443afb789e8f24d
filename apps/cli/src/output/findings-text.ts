import { type Finding, FindingSeverity } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { countText } from './number-text.ts';

/** Where a finding is: its file or field, and the line. */
export const findingPlace = ({ file, line, field }: Finding): string => {
  const named = file === '' ? field : file;
  return line === undefined ? named : `${named}:${line}`;
};

const findingLine = (page: Page, finding: Finding): string => {
  const severity = enumText(FindingSeverity, finding.severity);
  const mark = finding.severity === FindingSeverity.INFO ? page.dim : page.yellow;
  const id = finding.id === '' ? '' : `id: ${finding.id}`;
  const parts = [finding.code, findingPlace(finding), finding.text, finding.done, id].filter((part) => part !== '');
  return `  ${mark(severity)} ${plainLine(parts.join(' · '))}`;
};

/**
 * Findings for people, the gravest first, one line each: severity, code, place, what was found, what was done, the id to
 * accept it by.
 */
export const findingsText = (page: Page, findings: readonly Finding[]): readonly string[] =>
  findings.toSorted((a, b) => b.severity - a.severity).map((finding) => findingLine(page, finding));

/**
 * The findings beside a pattern that was stored: warnings whole, of the mere hints how many there are and which command
 * tells them, so that the result stays in sight.
 */
export const findingsSummary = (page: Page, findings: readonly Finding[], patternId: string): readonly string[] => {
  const hints = findings.filter(({ severity }) => severity === FindingSeverity.INFO).length;
  const others = findings.filter(({ severity }) => severity !== FindingSeverity.INFO);
  return [
    ...findingsText(page, others),
    ...(hints === 0 ? [] : [page.dim(`${countText(hints, 'hint')} on its content: tmws pattern lint ${patternId}`)]),
  ];
};
