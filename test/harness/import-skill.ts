import type { TmwsClient } from '@tmws/client';
import { AccessLevel, type ImportSkillsRequest } from '@tmws/contract';

/** Contents by path below the skill's folder. */
export type SkillFiles = Readonly<Record<string, string | Uint8Array>>;

type Message = Parameters<typeof ImportSkillsRequest.fromPartial>[0];

const CHUNK = 64 * 1024;

/** Imports one skill as the client's agent, at TEAM unless told; returns the id of its pattern. */
export const importSkill = async (
  client: TmwsClient,
  path: string,
  { files, accessLevel = AccessLevel.TEAM }: { readonly files: SkillFiles; readonly accessLevel?: AccessLevel },
): Promise<string> => {
  const stream = async function* (): AsyncGenerator<Message> {
    yield { part: { $case: 'header', value: { root: 'skills', accessLevel } } };
    yield { part: { $case: 'skillStart', value: { path } } };
    for (const [name, content] of Object.entries(files)) {
      const bytes = Buffer.from(content);
      yield { part: { $case: 'fileStart', value: { path: name, mode: 0o644, size: bytes.length } } };
      for (let start = 0; start < bytes.length; start += CHUNK) {
        yield { part: { $case: 'chunk', value: bytes.subarray(start, start + CHUNK) } };
      }
    }
    yield { part: { $case: 'skillEnd', value: {} } };
  };
  return (await client.skills.importSkills(stream())).results[0]?.patternId ?? '';
};

/** A SKILL.md that keeps the official rules. */
export const skillFile = (name: string): string =>
  `---\nname: ${name}\ndescription: Do ${name} well.\n---\n\n# ${name}\n\nBegin. End.\n`;
