import { Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from './testing/connect-in-process.ts';
import { refusal, type StandInCore, startStandInCore } from './testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from './testing/workplace.ts';

const APPLY = { pattern_query: 'the secret query', context: '' };

describe('the log that a client gets', () => {
  let workplace: Workplace;
  let core: StandInCore;
  let server: InProcessClient;
  let logged: { readonly level: string; readonly data: unknown }[];

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInCore(workplace.socket);
    server = await connectInProcess(workplace.environment);
    logged = [];
    server.client.setNotificationHandler('notifications/message', ({ params: { level, data } }) => {
      logged.push({ level, data });
    });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('has what failed and why in one word, but no paths of the machine', async () => {
    await core[Symbol.asyncDispose]();
    await server.call('apply_pattern', APPLY);
    expect(logged).toEqual([
      {
        level: 'warning',
        data: { tool: 'apply_pattern', ms: expect.any(Number), reason: 'CORE_UNREACHABLE', message: 'tool failed' },
      },
    ]);
    expect(JSON.stringify(logged)).not.toContain(workplace.folder);
  });

  test('has from a level on what the client asked for, never what a call was about', async () => {
    await server.call('apply_pattern', APPLY);
    expect(logged).toEqual([]);
    await server.client.setLoggingLevel('debug');
    await server.call('apply_pattern', APPLY);
    expect(logged).toEqual([
      { level: 'debug', data: { tool: 'apply_pattern', ms: expect.any(Number), message: 'tool called' } },
    ]);
    expect(JSON.stringify(logged)).not.toContain(APPLY.pattern_query);
    await server.client.setLoggingLevel('emergency');
    core.apply = (_request, context) => {
      throw refusal(context, Status.INTERNAL, { reason: 'INTERNAL', message: 'Broken.' });
    };
    await server.call('apply_pattern', APPLY);
    expect(logged).toHaveLength(1);
  });
});
