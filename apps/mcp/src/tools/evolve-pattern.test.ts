import { DataChangeKind, EvolutionOutcome, type EvolvePatternResponse, VersionBump } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { refusal, type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const ID = '0d4bd42c-96a1-4a4c-8f0a-2f0f2b0b6a01';
const APPLICATION = '7c2f9a52-1111-4a4c-8f0a-2f0f2b0b6a01';
const ASKED = { pattern_id: ID, evolution_data: {} };

const EVOLVED: Partial<EvolvePatternResponse> = {
  patternName: 'index_first',
  evolutionSummary: {
    previousSuccessRate: 0.85,
    newSuccessRate: 0.866_666_6,
    previousConfidence: 0.8,
    newConfidence: 0.9,
    evolutionCount: 3,
    applicationsAnalyzed: 15,
  },
  outcome: EvolutionOutcome.REVISION,
  changes: [
    { path: '/pattern_data/improvement', kind: DataChangeKind.ADDED, oldValue: undefined, newValue: 'JIT' },
    { path: '/pattern_data/old', kind: DataChangeKind.REMOVED, oldValue: { a: 1 }, newValue: undefined },
  ],
  version: '1.0.0',
  revision: 4,
  usageId: 'use',
  searchableByWords: true,
  searchableByMeaning: true,
  message: 'Pattern evolved - Success rate: 0.87. The data were merged as revision 4.',
};

describe('evolve_pattern', () => {
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

  test('sends every parameter to the core, and a request id [mcp.evolve.parameters]', async () => {
    await server.call('evolve_pattern', {
      pattern_id: ID,
      evolution_data: { improvement: 'Works better with JIT enabled', old: null, deep: { list: [1, null] } },
      success_feedback: false,
      notes: 'Tested on PostgreSQL 15',
      application_id: APPLICATION,
      bump: 'MINOR',
    });
    expect(core.evolved[0]).toMatchObject({
      patternId: ID,
      evolutionData: { improvement: 'Works better with JIT enabled', old: null, deep: { list: [1, null] } },
      successFeedback: false,
      notes: 'Tested on PostgreSQL 15',
      applicationId: APPLICATION,
      bump: VersionBump.MINOR,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('needs no more than a pattern and {}', async () => {
    await server.call('evolve_pattern', ASKED);
    expect(core.evolved[0]).toMatchObject({ evolutionData: {}, bump: VersionBump.UNSPECIFIED });
    expect(core.evolved[0]?.successFeedback).toBeUndefined();
    expect(core.evolved[0]?.applicationId).toBeUndefined();
  });

  test("answers with the specification's keys and ours, the same in the text [mcp.evolve.response, mcp.text-copy]", async () => {
    core.evolve = () => EVOLVED;
    const { isError, structured, text } = await server.call('evolve_pattern', { ...ASKED, success_feedback: true });
    expect(isError).toBe(false);
    expect(structured).toEqual({
      success: true,
      message: EVOLVED.message,
      result: {
        pattern_id: ID,
        pattern_name: 'index_first',
        evolution_summary: {
          previous_success_rate: 0.85,
          new_success_rate: 0.8667,
          previous_confidence: 0.8,
          new_confidence: 0.9,
          evolution_count: 3,
          applications_analyzed: 15,
        },
        outcome: 'revision',
        changes: [
          { path: '/pattern_data/improvement', kind: 'added', new_value: 'JIT' },
          { path: '/pattern_data/old', kind: 'removed', old_value: { a: 1 } },
        ],
        version: '1.0.0',
        revision: 4,
        usage_id: 'use',
        findings: [],
        searchable_by_words: true,
        searchable_by_meaning: true,
        next_step: expect.stringContaining('apply_pattern'),
      },
    });
    for (const part of [EVOLVED.message, '0.8667', '- added /pattern_data/improvement: "JIT"', 'apply_pattern']) {
      expect(text).toContain(part);
    }
  });

  test.each([
    [EvolutionOutcome.UNCHANGED, true, 'Go on.'],
    [EvolutionOutcome.UNCHANGED, false, 'Once you know why it failed'],
    [EvolutionOutcome.UNCHANGED, undefined, 'Nothing was reported: give success_feedback'],
    [EvolutionOutcome.VERSION, true, 'Name new_pattern_id from now on'],
    [EvolutionOutcome.PROPOSAL, undefined, 'until its owner accepts the proposal'],
  ])('after outcome %s with feedback %s says: %s', async (outcome, feedback, sentence) => {
    core.evolve = () => ({ ...EVOLVED, outcome, newPatternId: 'new', proposalId: 'p' });
    const { structured, text } = await server.call('evolve_pattern', {
      ...ASKED,
      ...(feedback === undefined ? {} : { success_feedback: feedback }),
    });
    expect(structured.result).toMatchObject({ next_step: expect.stringContaining(sentence) });
    expect(text).toContain('proposal_id: p');
  });

  test('shows the head of a long diff, and the beginning of long values', async () => {
    const change = {
      kind: DataChangeKind.CHANGED,
      oldValue: 'x'.repeat(10_000),
      newValue: { a: 'y'.repeat(10_000) },
    };
    core.evolve = () => ({
      ...EVOLVED,
      changes: Array.from({ length: 60 }, (_, index) => ({ ...change, path: `/${'k'.repeat(5_000)}/${index}` })),
    });
    const { structured } = await server.call('evolve_pattern', ASKED);
    expect(structured.result).toMatchObject({ more_changes: 40 });
    expect(JSON.stringify(structured).length).toBeLessThan(25_000);
  });

  test('of an unknown pattern says what to do with the tools [mcp.failure]', async () => {
    core.evolve = (_, context) => {
      const metadata = { pattern_id: ID };
      throw refusal(context, Status.NOT_FOUND, { reason: 'PATTERN_NOT_FOUND', message: 'Use GetPattern.', metadata });
    };
    const { isError, structured, text } = await server.call('evolve_pattern', ASKED);
    expect(isError).toBe(true);
    expect(structured).toMatchObject({
      success: false,
      result: null,
      error: { reason: 'PATTERN_NOT_FOUND', pattern_id: ID },
      message: expect.stringContaining('apply_pattern'),
    });
    expect(text).toContain('PATTERN_NOT_FOUND');
  });

  test.each([
    ['no data', { pattern_id: ID }, 'evolution_data is missing; it is required.'],
    ['data that are no object', { pattern_id: ID, evolution_data: [1] }, 'evolution_data is of the wrong type'],
    ['an outcome in words', { ...ASKED, success_feedback: 'yes' }, 'send a value of type boolean'],
    ['long notes', { ...ASKED, notes: 'n'.repeat(4_001) }, 'at most 4000 characters'],
    ['an unknown step', { ...ASKED, bump: 'huge' }, 'send one of patch, minor, major'],
    ['data that are too large', { ...ASKED, evolution_data: { a: 'x'.repeat(300_000) } }, '262144'],
  ])('refuses %s without a call', async (_, input, sentence) => {
    const { isError, structured } = await server.call('evolve_pattern', input);
    expect(isError).toBe(true);
    expect(structured.message).toContain(sentence);
    expect(core.evolved).toHaveLength(0);
  });
});
