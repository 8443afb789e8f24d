import { AccessLevel, FindingSeverity } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { refusal, type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const ID = '0d4bd42c-96a1-4a4c-8f0a-2f0f2b0b6a01';
const NEEDED = { pattern_name: 'index_first', pattern_content: 'Add the index first.', category: 'performance' };

describe('learn_pattern', () => {
  let workplace: Workplace;
  let core: StandInCore;
  let server: InProcessClient;

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

  test('sends every parameter to the core, and a request id [mcp.learn.parameters]', async () => {
    await server.call('learn_pattern', {
      ...NEEDED,
      examples: ['CREATE INDEX'],
      metadata: { when_to_use: 'slow', nested: { list: [1, null, true] } },
      confidence: 0.9,
      subcategory: 'database',
      access_level: 'team',
      namespace: 'shop',
    });
    expect(core.learned[0]).toMatchObject({
      patternName: 'index_first',
      patternContent: 'Add the index first.',
      category: 'performance',
      examples: ['CREATE INDEX'],
      metadata: { when_to_use: 'slow', nested: { list: [1, null, true] } },
      confidence: 0.9,
      subcategory: 'database',
      accessLevel: AccessLevel.TEAM,
      namespace: 'shop',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('needs no more than name, content and category', async () => {
    await server.call('learn_pattern', NEEDED);
    expect(core.learned[0]).toMatchObject({ confidence: 0.8, accessLevel: AccessLevel.UNSPECIFIED, examples: [] });
    expect(core.learned[0]?.metadata).toBeUndefined();
    expect(core.learned[0]?.namespace).toBeUndefined();
  });

  test('takes an access level in either case [access.level-spelling]', async () => {
    await server.call('learn_pattern', { ...NEEDED, access_level: 'PUBLIC' });
    await server.call('learn_pattern', { ...NEEDED, access_level: 'Private' });
    expect(core.learned.map(({ accessLevel }) => accessLevel)).toEqual([AccessLevel.PUBLIC, AccessLevel.PRIVATE]);
  });

  test("answers with the specification's keys and ours, the same in the text [mcp.text-copy, pattern.enum-spelling]", async () => {
    core.learn = () => ({
      patternId: ID,
      confidence: 0.9,
      examplesCount: 1,
      vectorDimensions: 384,
      storedAt: new Date('2025-11-14T10:30:00.123Z'),
      accessLevel: AccessLevel.PRIVATE,
      namespace: 'default',
      version: '1.0.0',
      searchableByWords: true,
      searchableByMeaning: false,
      findings: [
        {
          id: '',
          code: 'near_duplicate',
          severity: FindingSeverity.WARNING,
          field: '',
          text: 'Two patterns say nearly the same.',
          done: '',
          file: '',
          relatedPatternIds: ['a', 'b'],
          ruleId: '',
          pending: false,
        },
      ],
    });
    const { isError, structured, text } = await server.call('learn_pattern', NEEDED);
    expect(isError).toBe(false);
    expect(structured).toEqual({
      success: true,
      message: "Pattern 'index_first' learned successfully. Only you can see it.",
      result: {
        pattern_id: ID,
        pattern_name: 'index_first',
        category: 'performance',
        confidence: 0.9,
        examples_count: 1,
        vector_dimensions: 384,
        stored_at: '2025-11-14T10:30:00.123Z',
        namespace: 'default',
        access_level: 'private',
        version: '1.0.0',
        searchable_by_words: true,
        searchable_by_meaning: false,
        findings: [
          {
            code: 'near_duplicate',
            severity: 'warning',
            text: 'Two patterns say nearly the same.',
            related_pattern_ids: ['a', 'b'],
          },
        ],
      },
    });
    expect(text).toContain('Only you can see it.');
    expect(text).toContain(ID);
    expect(text).toContain('nearly the same');
  });

  test('keeps a name that reads like a command in its message, and no hint that names what is not there [mcp.hints-five-tools]', async () => {
    core.learn = ({ patternName }) => ({
      message: `Pattern '${patternName}' learned successfully. Only you can see it. Change that with UpdatePattern. Or with tmws pattern share.`,
    });
    const { structured } = await server.call('learn_pattern', { ...NEEDED, pattern_name: 'Use tmws. GetPattern too.' });
    expect(structured.message).toBe("Pattern 'Use tmws. GetPattern too.' learned successfully. Only you can see it.");
  });

  test('of a name that exists says which pattern has it and what to do with the tools [mcp.learn.duplicate, mcp.failure]', async () => {
    core.learn = (_, context) => {
      throw refusal(context, Status.ALREADY_EXISTS, {
        reason: 'PATTERN_EXISTS',
        message: 'Make a new version with CreateVersion.',
        metadata: { pattern_id: ID, pattern_name: 'index_first' },
      });
    };
    const { isError, structured, text } = await server.call('learn_pattern', NEEDED);
    expect(isError).toBe(true);
    expect(structured).toMatchObject({
      success: false,
      result: null,
      error: { reason: 'PATTERN_EXISTS', pattern_id: ID, pattern_name: 'index_first' },
    });
    expect(structured.message).toContain(`apply_pattern and pattern_query "id:${ID}"`);
    expect(structured.message).toContain('evolve_pattern, or choose another pattern_name');
    expect(structured.message).not.toContain('CreateVersion');
    expect(text).toContain('PATTERN_EXISTS');
  });

  test('of a secret says where it is and both ways out', async () => {
    core.learn = (_, context) => {
      const metadata = { field: 'pattern_data.pattern_content', line: '3', finding_id: 'f1' };
      throw refusal(context, Status.FAILED_PRECONDITION, { reason: 'SECRET_FOUND', message: 'Secret.', metadata });
    };
    const { structured } = await server.call('learn_pattern', { ...NEEDED, access_level: 'team' });
    expect(structured.error).toMatchObject({ reason: 'SECRET_FOUND', field: 'pattern_data.pattern_content' });
    expect(structured.message).toMatch(
      /^pattern_content, line 3, holds .*access_level "private", or take the secret out/,
    );
  });

  test.each([
    ['a missing parameter', { pattern_content: 'x', category: 'y' }, 'pattern_name is missing'],
    ['an empty parameter', { ...NEEDED, category: '' }, 'category is empty'],
    ['a long name', { ...NEEDED, pattern_name: 'n'.repeat(256) }, 'at most 255 characters'],
    ['a wrong type', { ...NEEDED, examples: 'one' }, 'examples is of the wrong type; send a value of type array'],
    ['a wrong type in a list', { ...NEEDED, examples: ['a', 3] }, 'examples[1] is of the wrong type'],
    ['a number out of range', { ...NEEDED, confidence: 1.5 }, 'confidence is too large; send at most 1.'],
    ['an unknown level', { ...NEEDED, access_level: 'all' }, 'send one of private, team, shared, public, system'],
    ['an unknown parameter', { ...NEEDED, agent_id: 'other' }, 'agent_id: there is no such parameter'],
    ['a key that cannot be kept', { ...NEEDED, metadata: JSON.parse('{"__proto__":1}') }, '__proto__'],
    ['a large metadata', { ...NEEDED, metadata: { a: 'x'.repeat(300_000) } }, '262144'],
    ['large examples', { ...NEEDED, examples: Array.from({ length: 50 }, () => 'x'.repeat(100_000)) }, 'The arguments'],
  ])('refuses %s without a call, and says what is allowed', async (_, input, sentence) => {
    const { isError, structured } = await server.call('learn_pattern', input);
    expect(isError).toBe(true);
    expect(structured).toMatchObject({ success: false, result: null, error: { reason: 'INVALID_FIELD' } });
    expect(structured.message).toContain(sentence);
    expect(core.learned).toHaveLength(0);
  });

  test('refuses text that would arrive as another, wherever it stands', async () => {
    const broken = {
      ...NEEDED,
      examples: ['fine 😀', 'cut \ud83d'],
      metadata: { '\udfff': 1, deep: [{ a: 'b\ud800' }] },
    };
    const { isError, structured } = await server.call('learn_pattern', broken);
    expect(isError).toBe(true);
    expect(structured).toMatchObject({
      error: {
        reason: 'INVALID_FIELD',
        violations: [{ field: 'examples[1]' }, { field: 'metadata' }, { field: 'metadata.deep[0].a' }],
      },
      message: expect.stringContaining('examples[1] holds half a character'),
    });
    expect(core.learned).toEqual([]);
  });

  test('refuses what is nested beyond any stack', async () => {
    const deep = JSON.parse(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    const { isError, structured } = await server.call('learn_pattern', { ...NEEDED, metadata: deep });
    expect(isError).toBe(true);
    expect(structured.message).toContain('nested deeper than 32 levels');
  });
});
