import { ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server';
import type { SkillSource } from '@modelcontextprotocol/server/ext/skills';
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

const protocolError = (error: unknown): ProtocolError =>
  error instanceof RemoteError && error.reason === 'PAGE_TOKEN_INVALID'
    ? new ProtocolError(ProtocolErrorCode.InvalidParams, 'The cursor is not one of this listing. Begin without one.')
    : toProtocolError(error);

/** The skills of the core, asked for anew in each call as its caller: nothing is kept between calls. */
export const createSkillSource = ({ connect, logger }: McpServerParts): SkillSource => {
  const ask = async <Answer>(context: ServerContext, question: (core: Core) => Promise<Answer>): Promise<Answer> => {
    try {
      return await question({ client: await connect(), options: callOptions(context) });
    } catch (error) {
      const { why, error: details } = toFailure(error);
      if (why !== undefined) logger.warn({ reason: details.reason, why }, 'skills not given');
      throw protocolError(error);
    }
  };

  return {
    list: ({ cursor = '' }, context) =>
      ask(context, async (core) => {
        const { skills, nextPageToken } = await listServedSkills(core, cursor);
        const entries = skills.map(({ entry }) => entry);
        return nextPageToken === '' ? { skills: entries } : { skills: entries, nextCursor: nextPageToken };
      }),
    get: (uri, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri);
        return found?.path === 'SKILL.md' ? found.skill.entry : undefined;
      }),
    read: (uri, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri);
        const bytes = found === undefined ? undefined : await readServedFile(core, found.skill, found.path);
        return found === undefined || bytes === undefined ? undefined : fileContent(found.path, bytes);
      }),
    readDirectory: (uri, _page, context) =>
      ask(context, async (core) => {
        const found = await skillAtUri(core, uri.replace(/\/$/, ''));
        const children = found === undefined ? undefined : folderChildren(found.skill, found.path);
        return children === undefined ? undefined : { resources: [...children] };
      }),
  };
};
