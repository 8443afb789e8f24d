import type { SkillFolder, SourceFinding } from '../skill-folder.ts';
import { ArchiveError } from './archive-error.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';

const bytesOf = ({ files }: SkillFolder): number => files.reduce((sum, { size }) => sum + size, 0);

const tooLarge = (skill: SkillFolder): SourceFinding => {
  const { skillFiles, skillBytes } = ARCHIVE_LIMITS;
  const text = `The skill unpacks to ${skill.files.length} files of ${bytesOf(skill)} bytes; at most ${skillFiles} files and ${skillBytes} bytes are allowed.`;
  return { code: 'too_large', severity: 'error', file: '', text, done: 'Not unpacked.' };
};

const isTooLarge = (skill: SkillFolder): boolean =>
  skill.files.length > ARCHIVE_LIMITS.skillFiles || bytesOf(skill) > ARCHIVE_LIMITS.skillBytes;

/**
 * The skills of an archive by the sizes that it says: one that would unpack to more than a skill may have is refused by
 * a finding, before a byte of it is unpacked.
 *
 * @throws ArchiveError when the others together are more than an archive may hold
 */
export const archiveSkills = (path: string, skills: readonly SkillFolder[]): readonly SkillFolder[] => {
  const checked = skills.map((skill) =>
    isTooLarge(skill) ? { ...skill, findings: [...skill.findings, tooLarge(skill)] } : skill,
  );
  const bytes = skills.filter((skill) => !isTooLarge(skill)).reduce((sum, skill) => sum + bytesOf(skill), 0);
  if (bytes <= ARCHIVE_LIMITS.unpackedBytes) return checked;
  const most = ARCHIVE_LIMITS.unpackedBytes;
  throw new ArchiveError(
    `${path} unpacks to ${bytes} bytes; at most ${most} are allowed. Import its parts one by one.`,
    {
      reason: 'ARCHIVE_TOO_LARGE',
      path,
    },
  );
};
