import type { SkillFileInfo } from '@tmws/contract';
import { isNoPattern } from '../failure/to-protocol-error.ts';
import type { Core, ServedSkill } from './served-skill.ts';

/** The bytes of a listed file; undefined: the skill has none of that path, or is gone for this caller. */
export const readServedFile = async (
  { client, options }: Core,
  skill: ServedSkill,
  path: string,
): Promise<Uint8Array | undefined> => {
  const listed: SkillFileInfo | undefined = skill.files.find((file) => file.path === path);
  if (listed === undefined) return undefined;
  const { patternId, revision } = skill;
  const chunks: Uint8Array[] = [];
  try {
    const parts = client.skills.readSkillFile({ patternId, revision, path, asAgentSkill: true }, options);
    for await (const { part } of parts) if (part?.$case === 'chunk') chunks.push(part.value);
  } catch (error) {
    if (isNoPattern(error)) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
};
