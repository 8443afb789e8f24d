import { AccessLevel, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
/** Admin of the namespace `crew`. */
let ada: Clients;
/** A member of it. */
let max: Clients;

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  await root.access.whoAmI({});
  await root.access.createNamespace({ namespace: 'crew' });
  for (const agentId of ['ada', 'max', 'mia']) await root.access.createAgent({ agentId, defaultNamespace: 'crew' });
  await root.access.updateMembership({ namespace: 'crew', agentId: 'ada', role: Role.ADMIN });
  [ada, max] = [core.as('ada'), core.as('max')];
});

afterAll(() => core[Symbol.asyncDispose]());

describe('The audit log', () => {
  test('tells who gave which pattern to whom, and when [access.transfer-audited]', async () => {
    const request = { patternName: 'reefing', category: 'sailing', patternData: { description: 'How to reef.' } };
    const { pattern } = await max.patterns.createPattern({ ...request, accessLevel: AccessLevel.PRIVATE });
    const patternId = pattern?.id ?? '';
    await ada.access.transferOwnership({ patternId, newAgentId: 'mia', reason: 'Max left' });
    const { events } = await ada.admin.listAuditEvents({ patternId });
    expect(events).toEqual([
      {
        sequence: expect.any(Number),
        occurredAt: expect.any(Date),
        agentId: 'ada',
        actingFor: undefined,
        action: 'TransferOwnership',
        patternId,
        namespace: 'crew',
        asAdmin: true,
        details: { former_agent_id: 'max', new_agent_id: 'mia', reason: 'Max left' },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test('holds every deed on identities, in order, in pages', async () => {
    const actions: string[] = [];
    let pageToken = '';
    do {
      const page = await root.admin.listAuditEvents({ pageSize: 3, pageToken });
      actions.push(...page.events.map(({ action, details }) => `${action} ${details.target_id ?? ''}`));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(actions.toReversed().slice(0, 5)).toEqual([
      'CreateNamespace crew',
      'CreateAgent ada',
      'CreateAgent max',
      'CreateAgent mia',
      'UpdateMembership ada',
    ]);
  });

  test('holds every call that said as_admin, and every one for another agent [security.audit-log]', async () => {
    const content = { category: 'sailing', patternData: { description: 'How to tack.' } };
    const { pattern } = await max.patterns.createPattern({ patternName: 'tacking', ...content });
    const patternId = pattern?.id ?? '';
    const told = async (): Promise<readonly string[]> => {
      const { events } = await ada.admin.listAuditEvents({ patternId });
      return events.map(({ action, agentId, actingFor, asAdmin }) => `${action} ${agentId} ${actingFor} ${asAdmin}`);
    };
    expect(await told()).toEqual([]);
    await ada.patterns.getPattern({ patternId, asAdmin: true });
    await ada.patterns.updatePattern({ patternId, category: 'seamanship', asAdmin: true });
    await ada.patterns.updatePattern({ patternId, subcategory: 'wind', updatingAgentId: 'max' });
    await ada.usage.recordUsage({ patternId, success: true, usingAgentId: 'max' });
    await max.patterns.updatePattern({ patternId, category: 'own' });
    await ada.patterns.deletePattern({ patternId, asAdmin: true });
    expect((await told()).toReversed()).toEqual([
      'GetPattern ada undefined true',
      'UpdatePattern ada undefined true',
      'UpdatePattern ada max false',
      'RecordUsage ada max false',
      'DeletePattern ada undefined true',
    ]);
    const mine = await ada.patterns.createPattern({ patternName: 'anchoring', ...content, agentId: 'max' });
    const { events } = await ada.admin.listAuditEvents({ patternId: mine.pattern?.id ?? '' });
    expect(events).toMatchObject([{ action: 'CreatePattern', agentId: 'ada', actingFor: 'max', namespace: 'crew' }]);
  });

  test('is read by admins, of their own namespaces alone [security.audit-list]', async () => {
    await root.access.createNamespace({ namespace: 'other' });
    const { events } = await ada.admin.listAuditEvents({ pageSize: 200 });
    expect(new Set(events.map(({ namespace }) => namespace))).toEqual(new Set(['crew']));
    for (const call of [
      refusalOf((options) => max.admin.listAuditEvents({}, options)),
      refusalOf((options) => ada.admin.listAuditEvents({ namespace: 'other' }, options)),
      refusalOf((options) => ada.admin.verifyAudit({}, options)),
    ]) {
      expect(await call).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    }
  });

  test('is verified by system admins', async () => {
    const verdict = await root.admin.verifyAudit({});
    expect(verdict).toMatchObject({ valid: true, firstBadSequence: undefined, firstSequence: 1 });
    expect(verdict.message).toContain(`${verdict.checkedCount} entries`);
  });
});
