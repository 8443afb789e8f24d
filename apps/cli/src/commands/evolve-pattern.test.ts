import { DataChangeKind, EvolutionOutcome, VersionBump } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { runLine } from '../testing/run-line.ts';
import { type StandInCore, standInCore } from '../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[]) =>
  runLine(line, { environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const ID = '550e8400-e29b-41d4-a716-446655440000';

const RESPONSE = {
  patternId: ID,
  patternName: 'database_query_optimization',
  evolutionSummary: {
    previousSuccessRate: 0.85,
    newSuccessRate: 0.87,
    previousConfidence: 0.8,
    newConfidence: 0.9,
    evolutionCount: 3,
    applicationsAnalyzed: 15,
  },
  outcome: EvolutionOutcome.REVISION,
  changes: [{ path: '/pattern_data/improvement', kind: DataChangeKind.ADDED, newValue: 'JIT' }],
  message: 'Pattern evolved - Success rate: 0.87. The data were merged as revision 2.',
};

describe('tmws evolve_pattern', () => {
  test('takes the flags of the specification and answers in the envelope of the tools [mcp.evolve.response]', async () => {
    const asked: unknown[] = [];
    await serving({
      evolvePattern: async (request) => {
        asked.push(request);
        return RESPONSE;
      },
    });
    const line = [
      'evolve_pattern',
      '--pattern_id',
      ID,
      '--evolution_data',
      '{"improvement": "Works better with JIT enabled"}',
      '--success_feedback',
      'true',
      '--notes',
      'Tested on PostgreSQL 15',
    ];
    const { stdout } = await run([...line, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      result: {
        pattern_id: ID,
        pattern_name: 'database_query_optimization',
        evolution_summary: {
          previous_success_rate: 0.85,
          new_success_rate: 0.87,
          previous_confidence: 0.8,
          new_confidence: 0.9,
          evolution_count: 3,
          applications_analyzed: 15,
        },
        outcome: 'revision',
      },
      message: RESPONSE.message,
    });
    expect((await run(line)).stdout.split('\n')).toEqual([
      RESPONSE.message,
      'success 0.85 → 0.87, confidence 0.80 → 0.90, 15 uses, 3 evolutions',
      '+ /pattern_data/improvement  JIT',
      '',
    ]);
    expect(asked[0]).toMatchObject({
      patternId: ID,
      evolutionData: { improvement: 'Works better with JIT enabled' },
      successFeedback: true,
      notes: 'Tested on PostgreSQL 15',
      applicationId: undefined,
      bump: VersionBump.UNSPECIFIED,
    });
  });

  test('keeps a failure apart from no outcome, and names a step and an application', async () => {
    const asked: unknown[] = [];
    await serving({
      evolvePattern: async (request) => {
        asked.push(request);
        return RESPONSE;
      },
    });
    const line = ['evolve_pattern', '--pattern-id', ID, '--evolution-data', '{"old": null}'];
    await run([...line, '--success_feedback', 'false', '--bump', 'minor', '--application_id', 'a']);
    await run([...line, '--no-success-feedback']);
    await run(line);
    expect(asked).toMatchObject([
      { evolutionData: { old: null }, successFeedback: false, bump: VersionBump.MINOR, applicationId: 'a' },
      { successFeedback: false },
      { successFeedback: undefined },
    ]);
  });

  test('refuses data that are no JSON object with 6, and a missing flag with 2', async () => {
    await serving();
    expect((await run(['evolve_pattern', '--pattern_id', ID, '--evolution_data', '[]'])).exitCode).toBe(6);
    expect((await run(['evolve_pattern', '--pattern_id', ID])).exitCode).toBe(2);
  });
});
