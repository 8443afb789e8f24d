import { ListVersionsResponse, type VersionNode } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { versionTree } from '../../output/version-tree.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

const PAGE_SIZE = 200;

/** `tmws version list`: ListVersions, every page of it. */
export const list: Command = {
  positionals: { pattern: 'Any version of the pattern: id, name or name@version' },
  options: {},
  examples: [
    { line: 'tmws version list retry-with-jitter', description: 'the tree of versions, with how each does' },
    { line: 'tmws version list retry-with-jitter --json', description: 'for a program' },
  ],
  run: async (context) => {
    const client = await context.connect();
    const patternId = await resolvePattern(client.patterns, context.arguments.required('pattern'));
    const versions: VersionNode[] = [];
    let pageToken = '';
    do {
      const page = await client.versions.listVersions({ patternId, pageSize: PAGE_SIZE, pageToken });
      versions.push(...page.versions);
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return {
      json: () => messageJson(ListVersionsResponse, { versions, nextPageToken: '' }),
      text: (page) => versionTree(page, versions),
    };
  },
};
