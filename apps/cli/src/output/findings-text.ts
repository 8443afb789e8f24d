import { type Finding, FindingSeverity } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';

const place = ({ file, line, field }: Finding): string => {
  if (file === '') return field;
  return line === undefined ? file : `${file}:${line}`;
};

const findingLine = (page: Page, finding: Finding): string => {
  const severity = enumText(FindingSeverity, finding.severity);
  const mark = finding.severity === FindingSeverity.INFO ? page.dim : page.yellow;
  const id = finding.id === '' ? '' : `id: ${finding.id}`;
  const parts = [finding.code, place(finding), finding.text, finding.done, id].filter((part) => part !== '');
  return `  ${mark(severity)} ${plainLine(parts.join(' · '))}`;
};

/** Findings for people, one line each: severity, code, place, what was found, what was done, the id to accept it by. */
export const findingsText = (page: Page, findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => findingLine(page, finding));
