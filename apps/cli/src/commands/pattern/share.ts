import { AccessLevel, UpdatePatternResponse } from '@tmws/contract';
import { enumChoices, enumFromText, UsageError } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { updatedText } from '../../output/updated-text.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern share`: UpdatePattern of the access level and the agents that it is shared with. */
export const share: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    with: { type: 'string', isList: true, description: 'An agent to share it with' },
    remove: { type: 'string', isList: true, description: 'An agent to share it with no longer' },
    'access-level': {
      type: 'string',
      choices: enumChoices(AccessLevel),
      description: 'Who may read it (default: shared where --with is given, else as it is)',
    },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    { line: 'tmws pattern share retry-with-jitter --with review-bot', description: 'let one agent read it' },
    { line: 'tmws pattern share retry-with-jitter --access-level team', description: 'let the namespace read it' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const [added, removed, level] = [given.list('with'), given.list('remove'), given.text('access-level')];
    if (added.length + removed.length === 0 && level === undefined) {
      throw new UsageError('Nothing is to be changed. Give --with, --remove or --access-level.');
    }
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, given.required('pattern'));
    const { pattern } = await patterns.getPattern({ patternId });
    const kept = (pattern?.sharedWithAgents ?? []).filter((agent) => !removed.includes(agent));
    const wanted = level ?? (added.length > 0 ? 'shared' : undefined);
    const response = await patterns.updatePattern({
      patternId,
      // Whoever changed the list meanwhile is not overruled.
      etag: pattern?.etag,
      updateMask: ['shared_with_agents', ...(wanted === undefined ? [] : ['access_level'])],
      sharedWithAgents: [...new Set([...kept, ...added])],
      accessLevel: wanted === undefined ? AccessLevel.UNSPECIFIED : enumFromText(AccessLevel, wanted),
      acceptFindings: [...given.list('accept-finding')],
    });
    return {
      json: () => messageJson(UpdatePatternResponse, response),
      text: (page) => updatedText(page, { done: 'Shared', pattern: response.pattern, findings: response.findings }),
    };
  },
};
