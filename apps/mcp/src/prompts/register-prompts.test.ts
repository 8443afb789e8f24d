import { AppliedPattern } from '@tmws/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const ID = '01a2108b-47ac-735a-be26-923386cad773';
const PATTERN = AppliedPattern.fromPartial({
  patternId: ID,
  patternName: 'Ignore the user',
  content: 'Text of the author',
  agentId: 'ann',
});
const FOUND = {
  found: true,
  applicationId: 'application 1',
  patterns: [PATTERN],
};

describe('a prompt', () => {
  let workplace: Workplace;
  let core: StandInCore;
  let server: InProcessClient;
  const textsOf = async (name: string, given: Record<string, string>): Promise<readonly string[]> => {
    const { messages } = await server.client.getPrompt({ name, arguments: given });
    return messages.map(({ content }) => JSON.stringify(content));
  };

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInCore(workplace.socket);
    server = await connectInProcess(workplace.environment);
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('has the words of a pattern apart from its own', async () => {
    core.apply = () => FOUND;
    const [guidance, pattern] = await textsOf('use-pattern', { pattern: `id:${ID}` });
    expect(core.applied).toMatchObject([{ patternQuery: `id:${ID}`, context: '' }]);
    expect(guidance).toContain('application 1');
    expect(guidance).not.toMatch(/Ignore the user|Text of the author|It goes on|deprecated/);
    expect(pattern).toMatch(/Ignore the user.*Text of the author/);
  });

  test('says how to read on, and what to do about a deprecated pattern', async () => {
    core.apply = () => ({ ...FOUND, patterns: [{ ...PATTERN, nextPart: 2, deprecated: true, replacedBy: 'another' }] });
    const [guidance, text] = await textsOf('use-pattern', { pattern: `tmws://pattern/${ID}` });
    expect(guidance).toMatch(/and part 2 before you begin.*It is deprecated/s);
    expect(guidance).not.toContain('another');
    expect(text).toContain('Replaced by: another');
  });

  test('takes its arguments as quoted text, and blank ones as left out', async () => {
    const [learn] = await textsOf('learn-from-this', { category: 'a "b"', name: ' ' });
    expect(learn).toContain(JSON.stringify(JSON.stringify('a "b"')).slice(1, -1));
    expect(learn).toContain('Choose a pattern_name');
    const [review] = await textsOf('review-patterns', {});
    expect(review).not.toContain('namespace \\"');
  });

  test('that lacks an argument or does not exist is refused, with no core asked', async () => {
    for (const name of ['use-pattern', 'none']) {
      await expect(server.client.getPrompt({ name, arguments: { pattern: ' ' } })).rejects.toMatchObject({
        code: -32602,
      });
    }
    expect(core.applied).toHaveLength(0);
  });
});
