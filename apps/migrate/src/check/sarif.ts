import { type Finding, FindingSeverity } from '@tmws/contract';
import { productVersion } from '@tmws/terminal';
import { type CheckReport, placeOf } from './check-report.ts';
import type { CheckedSkill } from './check-source.ts';

const LEVELS: Readonly<Record<number, 'note' | 'warning' | 'error'>> = {
  [FindingSeverity.ERROR]: 'error',
  [FindingSeverity.WARNING]: 'warning',
};

const ruleOf = ({ ruleId, code }: Finding): string => ruleId || code;

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const result = (skill: CheckedSkill, finding: Finding): object => ({
  ruleId: ruleOf(finding),
  level: LEVELS[finding.severity] ?? 'note',
  message: { text: finding.text },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(placeOf(skill, finding)) },
        ...(finding.line === undefined ? {} : { region: { startLine: finding.line } }),
      },
    },
  ],
});

/** A check as SARIF 2.1.0 (OASIS), for the code scanning of forges and editors. */
export const checkSarif = ({ skills }: CheckReport): object => {
  const all = skills.flatMap((skill) => skill.findings.map((finding) => ({ skill, finding })));
  const rules = [...new Set(all.map(({ finding }) => ruleOf(finding)))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'tmws-migrate check', version: productVersion(), rules: rules.map((id) => ({ id })) },
        },
        columnKind: 'utf16CodeUnits',
        results: all.map(({ skill, finding }) => result(skill, finding)),
      },
    ],
  };
};
