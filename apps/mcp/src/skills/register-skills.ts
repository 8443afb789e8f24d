import type { McpServer } from '@modelcontextprotocol/server';
import { SkillsExtension } from '@modelcontextprotocol/server/ext/skills';
import type { McpServerParts } from '../mcp-server-parts.ts';
import { createSkillSource } from './create-skill-source.ts';

/** Serves the readable patterns as Agent Skills by the skills extension of MCP (SEP-2640). */
export const registerSkills = (mcp: McpServer, parts: McpServerParts): void => {
  new SkillsExtension({
    source: createSkillSource(parts),
    onWarning: ({ message }) => parts.logger.warn({ why: message }, 'skill left out'),
  }).attach(mcp);
};
