import {
  ProtocolError,
  ProtocolErrorCode,
  type Resource,
  ResourceNotFoundError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Skill } from '@modelcontextprotocol/server/ext/skills';
import { RemoteError } from '@tmws/client';
import { callOptions } from '../call-options.ts';
import { toFailure } from '../failure/to-failure.ts';
import { toProtocolError } from '../failure/to-protocol-error.ts';
import type { McpServerParts } from '../mcp-server-parts.ts';
import { fileContent } from './file-content.ts';
import { listServedSkills } from './list-served-skills.ts';
import { readServedFile } from './read-served-file.ts';
import { type Core, skillAtUri } from './served-skill.ts';
import { folderChildren } from './skill-folder.ts';

/** Content of one file as the protocol has it: text, or bytes in base64. */
export type SkillFileContent =
  | { readonly uri: string; readonly mimeType: string; readonly text: string }
  | { readonly uri: string; readonly mimeType: string; readonly blob: string };

/**
 * What is answered about skills. What is not there, and what the caller may not read, is refused by the same error:
 * −32602.
 */
export interface SkillAnswers {
  list(cursor: string | undefined, context: ServerContext): Promise<{ skills: Skill[]; nextCursor?: string }>;
  get(uri: string, context: ServerContext): Promise<Skill>;
  read(uri: string, context: ServerContext): Promise<SkillFileContent>;
  readFolder(uri: string, context: ServerContext): Promise<Resource[]>;
}

const refusal = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

const protocolError = (error: unknown): ProtocolError =>
  error instanceof RemoteError && error.reason === 'PAGE_TOKEN_INVALID'
    ? refusal('The cursor is not one of this listing. Begin without one.')
    : toProtocolError(error);

/** Answers from the core, asked anew in each call as its caller: nothing is kept between calls. */
export const createSkillAnswers = ({ connect, logger }: McpServerParts): SkillAnswers => {
  const ask = async <Answer>(context: ServerContext, question: (core: Core) => Promise<Answer>): Promise<Answer> => {
    try {
      return await question({ client: await connect(), options: callOptions(context) });
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      const { why, error: details } = toFailure(error);
      if (why !== undefined) logger.warn({ reason: details.reason, why }, 'skills not given');
      throw protocolError(error);
    }
  };

  return {
    list: (cursor = '', context) =>
      ask(context, async (core) => {
        const { skills, nextPageToken } = await listServedSkills(core, cursor);
        const entries = skills.map(({ entry }) => entry);
        return nextPageToken === '' ? { skills: entries } : { skills: entries, nextCursor: nextPageToken };
      }),
    get: (uri, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri);
        if (found?.path !== 'SKILL.md') throw refusal(`No skill is served at ${uri}.`);
        return found.skill.entry;
      }),
    read: (uri, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri);
        const bytes = found === undefined ? undefined : await readServedFile(core, found.skill, found.path);
        if (found === undefined || bytes === undefined) throw new ResourceNotFoundError(uri);
        const content = fileContent(found.path, bytes);
        if ('text' in content) return { uri, ...content };
        return { uri, mimeType: content.mimeType, blob: Buffer.from(content.bytes).toString('base64') };
      }),
    readFolder: (uri, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri.replace(/\/$/, ''));
        const children = found === undefined ? undefined : folderChildren(found.skill, found.path);
        if (children === undefined) throw refusal(`${uri} is no folder of a skill.`);
        return [...children];
      }),
  };
};
