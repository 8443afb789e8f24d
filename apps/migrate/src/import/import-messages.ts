import { type Finding, FindingSeverity, type ImportSkillsHeader, type ImportSkillsRequest } from '@tmws/contract';
import type { SkillFolder, SourceFinding } from '../sources/skill-folder.ts';
import { unreadableFile } from '../sources/unreadable-file.ts';

/** Bytes of one message at most. */
const CHUNK_BYTES = 64 * 1024;

const SEVERITIES = {
  info: FindingSeverity.INFO,
  warning: FindingSeverity.WARNING,
  error: FindingSeverity.ERROR,
} as const satisfies Record<SourceFinding['severity'], FindingSeverity>;

/** A finding of the folder as the contract has it. */
export const toFinding = ({ code, severity, file, text, done }: SourceFinding): Finding => ({
  id: '',
  code,
  severity: SEVERITIES[severity],
  field: '',
  text,
  done,
  file,
  line: undefined,
  relatedPatternIds: [],
  ruleId: '',
  pending: false,
});

/** What the messages are made of, and who wants to know how far they are. */
export interface ImportPlan {
  readonly header: ImportSkillsHeader;
  readonly skills: readonly SkillFolder[];
  /** Bytes of a file that are read at most. */
  readonly fileLimit: number;
  /** Called when a skill was sent whole. */
  readonly onSent?: (skill: SkillFolder) => void;
}

/**
 * The messages of an import in the order that the contract asks for. Files are read one at a time, when the core takes
 * the messages before; one that cannot be read is a finding of its skill.
 */
export async function* importMessages(plan: ImportPlan): AsyncGenerator<ImportSkillsRequest, void, undefined> {
  yield { part: { $case: 'header', value: plan.header } };
  for (const skill of plan.skills) {
    const { path, basePatternId } = skill;
    yield { part: { $case: 'skillStart', value: { path, basePatternId } } };
    const findings = [...skill.findings];
    for (const file of skill.files) {
      const read = await file.read(plan.fileLimit).catch((error: unknown) => unreadableFile(file.path, error));
      if ('code' in read) {
        findings.push(read);
        continue;
      }
      const { content, mode } = read;
      yield { part: { $case: 'fileStart', value: { path: file.path, mode, size: content.length } } };
      for (let start = 0; start < content.length; start += CHUNK_BYTES) {
        yield { part: { $case: 'chunk', value: content.subarray(start, start + CHUNK_BYTES) } };
      }
    }
    yield { part: { $case: 'skillEnd', value: { findings: findings.map(toFinding) } } };
    plan.onSent?.(skill);
  }
}
