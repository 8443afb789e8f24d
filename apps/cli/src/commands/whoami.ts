import { CredentialKind, Role, Scope, WhoAmIResponse } from '@tmws/contract';
import { enumText, plainLine } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { messageJson } from '../output/message-json.ts';

const CREDENTIALS: Readonly<Record<string, string>> = {
  socket: 'by the local socket: the operating system vouches for the user, who names its agent',
  api_key: 'by its API key',
};

/** `tmws whoami`: WhoAmI. */
export const whoami: Command = {
  options: {},
  examples: [{ line: 'tmws whoami', description: 'agent, namespaces and scopes' }],
  run: async (context) => {
    const { access } = await context.connect();
    const me = await access.whoAmI({});
    const credential = enumText(CredentialKind, me.credential);
    const namespaces = me.memberships.map(({ namespace, role }) => `${namespace} (${enumText(Role, role)})`);
    const scopes = me.scopes.map((scope) => enumText(Scope, scope));
    return {
      json: () => messageJson(WhoAmIResponse, me),
      text: (page) =>
        [
          `agent       ${page.bold(plainLine(me.agentId))}${me.systemAdmin ? ' (system admin)' : ''}`,
          `works in    ${plainLine(me.namespace)}`,
          `namespaces  ${plainLine(namespaces.join(', '))}`,
          `scopes      ${scopes.join(', ')}`,
          `known       ${CREDENTIALS[credential] ?? credential}${me.apiKeyId === undefined ? '' : ` ${me.apiKeyId}`}`,
        ].join('\n'),
    };
  },
};
