import { LIMITS, type SkillFinding } from '@tmws/domain';
import { createFinding } from './finding-list.ts';

/** The size of a skill, known before its files are read. */
export interface SkillSize {
  readonly files: number;
  /** Of all files together, unpacked. */
  readonly bytes: number;
}

/** The refusal of a skill with more than 512 files or 16 MiB; undefined where it keeps within them. */
export const checkSkillLimits = ({ files, bytes }: SkillSize): SkillFinding | undefined => {
  if (files > LIMITS.skillFiles) {
    return createFinding('too_large', {
      text: `The skill has ${files} files; at most ${LIMITS.skillFiles} are allowed. Leave out what the skill does not need.`,
      done: 'Refused the skill.',
    });
  }
  if (bytes <= LIMITS.skillBytes) return undefined;
  return createFinding('too_large', {
    text: `The skill has ${bytes} bytes; at most ${LIMITS.skillBytes} are allowed. Leave out what the skill does not need.`,
    done: 'Refused the skill.',
  });
};
