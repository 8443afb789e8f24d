import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/server';
import { allowedHosts } from '../../http/allowed-hosts.ts';
import { createHttpListener } from '../../http/http-listener.ts';
import type { CreateServer } from '../../http/sessions.ts';
import { createStderrLogger } from '../../stderr-logger.ts';
import { registerAskingTools, requestState } from './asking-tools.ts';
import { registerContentTools } from './content-tools.ts';
import { registerResourcesAndPrompts } from './resources-and-prompts.ts';
import { FIXTURE } from './samples.ts';
import { registerSessionTools } from './session-tools.ts';

/**
 * A program that serves the fixture tools of the protocol's conformance suite over our own transport, to any bearer
 * token, on a free port of the loopback, which it prints. No core is behind it.
 */
const listening = new Set<McpServer>();

const createFixture: CreateServer = ({ onListen }) => {
  const server = new McpServer(
    { name: 'conformance', version: '1.0.0' },
    {
      capabilities: {
        logging: {},
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
      },
      requestState: { verify: requestState.verify },
    },
  );
  registerContentTools(server);
  registerAskingTools(server);
  registerSessionTools(server);
  registerResourcesAndPrompts(server);
  server.registerTool('test_trigger_tool_change', FIXTURE, () => {
    for (const told of listening) told.sendToolListChanged();
    return { content: [{ type: 'text', text: 'Told.' }] };
  });
  server.registerTool('test_trigger_prompt_change', FIXTURE, () => {
    for (const told of listening) told.sendPromptListChanged();
    return { content: [{ type: 'text', text: 'Told.' }] };
  });
  server.server.setRequestHandler('resources/subscribe', () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', () => ({}));
  onListen?.(() => {
    listening.add(server);
    const { onclose } = server.server;
    server.server.onclose = () => {
      listening.delete(server);
      onclose?.();
    };
  });
  return server;
};

const options = { host: '127.0.0.1', port: 0, publicUrl: undefined, allowedHosts: [], authorizationServers: [] };
const { listener } = createHttpListener({
  ...options,
  logger: createStderrLogger('warn'),
  hosts: allowedHosts(options),
  recognise: async (token) => ({
    agentId: token,
    scopes: ['admin'],
    connect: () => Promise.reject(new Error('There is no core.')),
  }),
  createServer: createFixture,
});
const server = createServer(listener);
server.listen(options.port, options.host, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`${address.port}\n`);
});
process.once('SIGTERM', () => process.exit());
