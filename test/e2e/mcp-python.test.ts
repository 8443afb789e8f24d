import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPython, pythonEnvironment } from '../harness/python-client.ts';
import { PROGRAMS, REPOSITORY, run } from '../harness/run.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const CLIENT = path.join(REPOSITORY, 'test/harness/mcp-python');

const TOOLS = [
  'learn_pattern',
  'apply_pattern',
  'get_pattern_analytics',
  'evolve_pattern',
  'suggest_learning_opportunities',
];

describe.skipIf(!(await hasPython()) && process.env.CI !== 'true')("the Python SDK's client", () => {
  let home: TmwsHome;
  let python: string;

  beforeAll(async () => {
    home = await tmwsHome();
    await untilEmbedded(await home.client());
    python = await pythonEnvironment(path.join(CLIENT, 'requirements.txt'));
  }, 300_000);
  afterAll(() => home[Symbol.asyncDispose]());

  test.each(['auto', 'legacy'])('drives all five tools end to end, agreeing on a revision by mode %s', async (mode) => {
    const words = [path.join(CLIENT, 'five_tools.py'), mode, process.execPath, PROGRAMS.mcp];
    const { status, stdout, stderr } = await run(python, words, home.env);
    expect(status, stderr).toBe(0);
    const { revision, instructions, tools, answers, refused } = JSON.parse(stdout);
    expect(revision).toMatch(mode === 'auto' ? '2026-07-28' : /^2025/);
    expect(instructions.split('\n')).toHaveLength(3);
    expect(tools).toEqual(TOOLS);
    for (const name of TOOLS) {
      const { is_error: isError, structured, text } = answers[name];
      expect(isError).toBe(false);
      expect(structured).toMatchObject({ success: true, result: expect.any(Object), message: expect.any(String) });
      expect(text).toContain(structured.message);
    }
    expect(answers.evolve_pattern.structured.result).toMatchObject({
      outcome: 'revision',
      usage_id: expect.any(String),
      evolution_summary: { new_success_rate: 1, applications_analyzed: 1 },
    });
    expect(refused).toMatchObject({ is_error: true, structured: { error: { reason: 'PATTERN_NOT_FOUND' } } });
  });
});
