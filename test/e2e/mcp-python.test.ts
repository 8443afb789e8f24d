import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOf, startMcpHttp } from '../harness/mcp-http.ts';
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

  const MODES = ['auto', 'legacy'];
  const cases = MODES.flatMap((mode) => ['stdio', 'HTTP'].map((transport) => [transport, mode] as const));

  test.each(cases)(
    'drives all five tools end to end over %s, agreeing on a revision by mode %s',
    async (transport, mode) => {
      await using server = transport === 'HTTP' ? await startMcpHttp(home) : undefined;
      const target = server === undefined ? [process.execPath, PROGRAMS.mcp] : [server.url.href];
      const env = server === undefined ? home.env : { ...home.env, TMWS_API_KEY: await keyOf(home, `${mode}-agent`) };
      const words = [path.join(CLIENT, 'five_tools.py'), mode, ...target];
      const { status, stdout, stderr } = await run(python, words, env);
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
    },
  );
});
