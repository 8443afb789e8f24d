import { type Finding, FindingSeverity } from '@tmws/contract';
import { enumText } from '@tmws/terminal';

/** Fails the build when the contract gets a field that is not printed. */
export type Nothing = Readonly<Record<string, never>>;

/** A finding as `--json` prints it. */
export const findingJson = (finding: Finding): object => {
  const { id, code, severity, field, text, done, file, line, relatedPatternIds, ruleId, pending, ...unprinted } =
    finding;
  unprinted satisfies Nothing;
  return {
    id,
    code,
    severity: enumText(FindingSeverity, severity),
    field,
    text,
    done,
    file,
    line: line ?? null,
    related_pattern_ids: relatedPatternIds,
    rule_id: ruleId,
    pending,
  };
};
