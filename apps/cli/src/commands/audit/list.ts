import { type AuditEvent, ListAuditEventsResponse } from '@tmws/contract';
import { timeText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { hintNextPage, PAGE_OPTIONS, pageAsked } from '../../page-options.ts';
import { readDate } from '../../read-date.ts';

const HEADER = ['WHEN', 'WHO', 'WHAT', 'ON', 'NAMESPACE', 'DETAILS'];

const row = (event: AuditEvent): readonly string[] => {
  const { target_kind: kind, target_id: target, ...others } = event.details;
  const details = Object.entries(others).map(([name, value]) => `${name}=${value}`);
  return [
    timeText(event.occurredAt),
    event.actingFor === undefined ? event.agentId : `${event.agentId} for ${event.actingFor}`,
    event.asAdmin ? `${event.action} as admin` : event.action,
    event.patternId ?? [kind, target].filter((text) => text !== undefined && text !== '').join(' '),
    event.namespace ?? '-',
    details.join(' '),
  ];
};

/** `tmws audit list`: ListAuditEvents. */
export const list: Command = {
  options: {
    ...PAGE_OPTIONS,
    since: { type: 'string', description: 'Only from this date or time on' },
    until: { type: 'string', description: 'Only before this date or time' },
    by: { type: 'string', description: 'Only what this agent did' },
    action: { type: 'string', description: 'Only this, by the name of its rpc, e.g. UpdatePattern' },
    pattern: { type: 'string', description: 'Only on the pattern of this id' },
    in: { type: 'string', description: 'Only in this namespace' },
  },
  examples: [
    { line: 'tmws audit list --limit 20', description: 'what admins did last' },
    { line: 'tmws audit list --action TransferOwnership --since 2026-01-01 --json', description: 'for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const [since, until] = [readDate('since', given.text('since')), readDate('until', given.text('until'))];
    const { admin } = await context.connect();
    const response = await admin.listAuditEvents({
      since,
      until,
      agentId: given.text('by'),
      action: given.text('action'),
      patternId: given.text('pattern'),
      namespace: given.text('in'),
      ...pageAsked(context),
    });
    hintNextPage(context, response.nextPageToken);
    return {
      json: () => messageJson(ListAuditEventsResponse, response),
      text: (page) => (response.events.length === 0 ? 'No entries.' : table(page, HEADER, response.events.map(row))),
    };
  },
};
