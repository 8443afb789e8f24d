import { connect, findCore } from '@tmws/client';
import { EmbedderState, GetStatusResponse, IndexState } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { messageJson } from '../output/message-json.ts';

const MINUTE = 60;

const duration = (seconds: number): string => {
  const minutes = Math.floor(seconds / MINUTE);
  if (minutes === 0) return `${Math.floor(seconds)} s`;
  return minutes < MINUTE ? `${minutes} min` : `${Math.floor(minutes / MINUTE)} h ${minutes % MINUTE} min`;
};

const facts = (status: GetStatusResponse): readonly (readonly [string, string])[] => {
  const { embedder, index } = status;
  return [
    ['version', status.version],
    ['address', status.address],
    ['process', `${status.processId}, Node ${status.nodeVersion}, up ${duration(status.uptime)}`],
    ['data folder', status.dataDir],
    ['patterns', `${status.patternCount}, of which ${status.skillCount} skills`],
    ['embedder', embedder === undefined ? 'unknown' : `${embedder.name}, ${enumText(EmbedderState, embedder.state)}`],
    ['index', index === undefined ? 'unknown' : `${index.rows} rows, ${enumText(IndexState, index.state)}`],
    ['to embed', String(status.pendingEmbeddings)],
  ];
};

const statusText = (page: Page, status: GetStatusResponse): string => {
  const known = facts(status).filter(([, value]) => value !== '');
  return [
    page.green('A core runs.'),
    ...known.map(([name, value]) => `${page.dim(name.padEnd('data folder'.length))}  ${plainLine(value)}`),
    ...status.degradedReasons.map((reason) => page.yellow(`Degraded: ${plainLine(reason)}`)),
  ].join('\n');
};

/** `tmws status`: GetStatus where a core runs; it starts none. */
export const status: Command = {
  options: {},
  examples: [
    { line: 'tmws status', description: 'address, version, patterns, embedder' },
    { line: 'tmws status --json', description: 'for a program: `running`, and the core’s answer' },
  ],
  run: async ({ config }) => {
    if (config.address === undefined && (await findCore(config)) === undefined) {
      return {
        json: () => ({ running: false, data_dir: config.dataDir, status: null }),
        text: () => `No core runs for ${config.dataDir}. Any command starts one; \`tmws start\` starts one that stays.`,
      };
    }
    await using client = await connect(config);
    const response = await client.admin.getStatus({});
    return {
      json: () => ({ running: true, data_dir: config.dataDir, status: messageJson(GetStatusResponse, response) }),
      text: (page) => statusText(page, response),
    };
  },
};
