import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readServedFile } from './read-served-file.ts';
import type { Core, ServedSkill } from './served-skill.ts';
import { tarArchive } from './tar-archive.ts';

const compressed = promisify(gzip);

/** What is downloaded of a skill: its one file, or an archive of all. */
export interface SkillArtifact {
  readonly type: 'skill-md' | 'archive';
  /** `sha256:` and the digest of the bytes in lower-case hexadecimal. */
  readonly digest: string;
}

/** Whether a skill is downloaded as an archive. */
const isArchived = ({ files }: ServedSkill): boolean => files.length > 1;

/** All files of a skill in a `.tar.gz`, at its root; undefined: the skill is gone for this caller. */
export const skillArchive = async (core: Core, skill: ServedSkill): Promise<Buffer | undefined> => {
  const packed = [];
  for (const { path, mode } of skill.files) {
    const content = await readServedFile(core, skill, path);
    if (content === undefined) return undefined;
    packed.push({ path, mode, content });
  }
  return compressed(tarArchive(packed));
};

const MOST_KEPT = 10_000;
/** Digests of archives by their skill: a revision never changes, and to pack it anew for each index costs much. */
const digests = new Map<string, string>();

/** What is downloaded of a skill that the caller may read; undefined: it is gone for this caller. */
export const skillArtifact = async (core: Core, skill: ServedSkill): Promise<SkillArtifact | undefined> => {
  const [only] = skill.files;
  if (only !== undefined && !isArchived(skill)) return { type: 'skill-md', digest: `sha256:${only.sha256}` };
  const key = `${skill.patternId} ${skill.revision}`;
  const known = digests.get(key);
  if (known !== undefined) return { type: 'archive', digest: known };
  const archive = await skillArchive(core, skill);
  if (archive === undefined) return undefined;
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  digests.set(key, digest);
  const [oldest] = digests.keys();
  if (digests.size > MOST_KEPT && oldest !== undefined) digests.delete(oldest);
  return { type: 'archive', digest };
};
