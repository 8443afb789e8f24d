import { expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { requireSelf } from './require-self.ts';

const ann = buildCaller({ agentId: 'ann' });

test('an agent field may name the caller or nobody', () => {
  for (const agentId of [undefined, '', 'ann']) requireSelf(ann, 'agent_id', agentId);
  expect(() => requireSelf(ann, 'using_agent_id', 'bob')).toThrow(
    expect.objectContaining({
      reason: 'ACTING_FOR_OTHER_DENIED',
      metadata: { field: 'using_agent_id', agent_id: 'bob', caller: 'ann' },
    }),
  );
});

test.each(['a b', 'x'.repeat(101), 'ann\n'])(
  '%j is no agent, and refused by its field [identity.agent-id-format]',
  (agentId) => {
    expect(() => requireSelf(ann, 'agent_id', agentId)).toThrow(
      expect.objectContaining({
        reason: 'INVALID_FIELD',
        violations: [expect.objectContaining({ field: 'agent_id' })],
      }),
    );
  },
);
