import { type McpServer, ResourceTemplate, type Result, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { McpServerParts } from '../mcp-server-parts.ts';
import type { HearList } from '../resources/register-resources.ts';
import type { SkillAnswers } from './skill-answers.ts';

const EXTENSION = 'io.modelcontextprotocol/skills';
/** From this revision of the protocol on, results say how long they may be kept: not at all, and by their caller alone. */
const TELLS_CACHING = '2026-07-28';
const NOT_KEPT = { ttlMs: 0, cacheScope: 'private' } as const;

const PAGE = z.object({ cursor: z.string().optional() });
const PLACE = z.object({ uri: z.string() });
const PAGE_OF_PLACE = z.object({ uri: z.string(), cursor: z.string().optional() });

/**
 * Serves the readable patterns as Agent Skills by the skills extension of MCP (SEP-2640). The SDK's own wiring of it
 * would have to be loaded before `initialize` is answered, a tenth of the time that takes; here what answers is loaded
 * with the first question.
 */
export const registerSkills = (
  mcp: McpServer,
  { hearList, ...parts }: McpServerParts & { readonly hearList: HearList },
): void => {
  const { server } = mcp;
  let loading: Promise<SkillAnswers> | undefined;
  const answers = (): Promise<SkillAnswers> => {
    loading ??= import('./skill-answers.ts').then(({ createSkillAnswers }) => createSkillAnswers(parts));
    return loading;
  };
  const told = <Answer extends Result>(answer: Answer): Answer =>
    (server.getNegotiatedProtocolVersion() ?? '') < TELLS_CACHING ? answer : { ...answer, ...NOT_KEPT };

  mcp.registerResource(
    EXTENSION,
    new ResourceTemplate('skill://{+path}', { list: undefined }),
    { title: 'File of a skill', description: 'A file of a pattern that is served as an Agent Skill.' },
    async ({ href }: URL, _variables, context: ServerContext) => ({
      contents: [await (await answers()).read(href, context)],
    }),
  );
  server.setRequestHandler('skills/list', { params: PAGE }, async ({ cursor }, context) => {
    // The extension has no notification of its own: skills are resources, and a changed list of those is told.
    await hearList(context);
    return told(await (await answers()).list(cursor, context));
  });
  server.setRequestHandler('skills/get', { params: PLACE }, async ({ uri }, context) =>
    told({ skill: await (await answers()).get(uri, context) }),
  );
  server.setRequestHandler('resources/directory/read', { params: PAGE_OF_PLACE }, async ({ uri }, context) =>
    told({ resources: await (await answers()).readFolder(uri, context) }),
  );
  server.registerCapabilities({ extensions: { [EXTENSION]: { directoryRead: true } } });
};
