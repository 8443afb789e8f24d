import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Check,
  type Reachable,
  runConformance,
  serverScenarios,
  startFixtureServer,
  withBearer,
} from '../harness/conformance.ts';
import { keyOf, type McpHttpServer, startMcpHttp } from '../harness/mcp-http.ts';
import { REPOSITORY } from '../harness/run.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const REVISIONS = ['2025-06-18', '2025-11-25', '2026-07-28'] as const;

/** Scenarios of the skills extension, which belong to no revision. */
const SKILLS = ['sep-2640-skills-directory', 'sep-2640-skills-enumeration', 'sep-2640-skills-manifest'];

/** Scenarios that our own server is looked at by, with its own tools, resources and prompts. */
const OWN = [
  'server-initialize',
  'server-session-lifecycle',
  'logging-set-level',
  'ping',
  'tools-list',
  'server-sse-multiple-streams',
  'resources-list',
  'resources-subscribe',
  'resources-unsubscribe',
  'sep-2164-resource-not-found',
  'prompts-list',
  'dns-rebinding-protection',
  'caching',
  'http-header-validation',
  'input-required-result-unsupported-methods',
];

/** Scenarios that call tools, resources or prompts of the suite's own names: over our transport, with its fixtures. */
const WITH_FIXTURES = [
  'server-stateless',
  'completion-complete',
  'tools-call-simple-text',
  'tools-call-image',
  'tools-call-audio',
  'tools-call-embedded-resource',
  'tools-call-mixed-content',
  'tools-call-with-logging',
  'tools-call-error',
  'tools-call-with-progress',
  'tools-call-sampling',
  'tools-call-elicitation',
  'json-schema-2020-12',
  'elicitation-sep1034-defaults',
  'elicitation-sep1330-enums',
  'server-sse-polling',
  'resources-read-text',
  'resources-read-binary',
  'resources-templates-read',
  'prompts-get-simple',
  'prompts-get-with-args',
  'prompts-get-embedded-resource',
  'prompts-get-with-image',
  'http-custom-header-server-validation',
  'input-required-result-basic-elicitation',
  'input-required-result-basic-sampling',
  'input-required-result-basic-list-roots',
  'input-required-result-request-state',
  'input-required-result-multiple-input-requests',
  'input-required-result-multi-round',
  'input-required-result-missing-input-response',
  'input-required-result-non-tool-request',
  'input-required-result-result-type',
  'input-required-result-tampered-state',
  'input-required-result-capability-check',
  'input-required-result-ignore-extra-params',
  'input-required-result-validate-input',
];

const NO_TASKS = 'The tasks extension is for calls that go on for long; each of our tools answers within seconds.';

/** What is left out, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'tasks-lifecycle': NO_TASKS,
  'tasks-capability-negotiation': NO_TASKS,
  'tasks-wire-fields': NO_TASKS,
  'tasks-request-state-removal': NO_TASKS,
  'tasks-mrtr-input': NO_TASKS,
  'tasks-request-headers': NO_TASKS,
  'tasks-dispatch-and-envelope': NO_TASKS,
  'tasks-status-notifications': NO_TASKS,
  'tasks-required-task-error': NO_TASKS,
  'tasks-mrtr-composition': NO_TASKS,
};

const NOT_RESUMED =
  'A stream that broke is not resumed: it would mean to keep answers. Reading again is safe, and what is told of changes is read again.';

const LISTED_ONCE =
  'It is read from resources/list, which names each pattern once; a skill is listed by skills/list, with the same name and description.';

/** Recommendations that are not followed, and why. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  'server-sse-priming-event': NOT_RESUMED,
  'server-sse-retry-field': NOT_RESUMED,
  'sep-2640-skillmd-metadata-name': LISTED_ONCE,
  'sep-2640-skillmd-metadata-description': LISTED_ONCE,
};

/** What stands in the way of the suite, as lines that name scenario, check and reason. */
const complaints = (checks: readonly Check[], scenarios: readonly string[]): readonly string[] =>
  checks
    .filter(({ scenario }) => scenarios.includes(scenario))
    .filter(({ id, status }) => status === 'FAILURE' || (status === 'WARNING' && NOT_FOLLOWED[id] === undefined))
    .map(({ scenario, id, errorMessage }) => `${scenario} ${id}: ${errorMessage}`);

const succeeded = (checks: readonly Check[], scenarios: readonly string[]): readonly Check[] =>
  checks.filter(
    ({ scenario, status, id }) => scenarios.includes(scenario) && status === 'SUCCESS' && !id.startsWith('wire-'),
  );

test('every scenario of the conformance suite for servers is run, or left out for a reason', async () => {
  const named = [...SKILLS, ...OWN, ...WITH_FIXTURES, ...Object.keys(LEFT_OUT)];
  expect(named.toSorted()).toEqual((await serverScenarios()).toSorted());
});

describe('the conformance suite of the protocol', () => {
  let home: TmwsHome;
  let server: McpHttpServer;
  let own: Reachable;
  let fixture: Reachable;
  let withFixtures: Reachable;

  beforeAll(async () => {
    home = await tmwsHome();
    const imported = await home.migrate('import', path.join(REPOSITORY, 'examples/skills'));
    expect(imported.status, imported.stderr).toBe(0);
    await untilEmbedded(await home.client());
    server = await startMcpHttp(home);
    own = await withBearer(server.url, await keyOf(home, 'tester'));
    fixture = await startFixtureServer();
    withFixtures = await withBearer(fixture.url, 'anybody');
  });
  afterAll(async () => {
    for (const started of [own, withFixtures, fixture, server, home]) await started[Symbol.asyncDispose]();
  });

  test.each(REVISIONS)('has nothing against our server, in revision %s', async (revision) => {
    const checks = await runConformance(own.url, ['--suite', 'all', '--spec-version', revision]);
    expect(complaints(checks, OWN)).toEqual([]);
    expect(succeeded(checks, OWN).length).toBeGreaterThan(10);
  });

  test.each(REVISIONS)('has nothing against our transport with its fixtures, in revision %s', async (revision) => {
    const checks = await runConformance(withFixtures.url, ['--suite', 'all', '--spec-version', revision]);
    expect(complaints(checks, [...OWN, ...WITH_FIXTURES])).toEqual([]);
    expect(succeeded(checks, WITH_FIXTURES).length).toBeGreaterThan(15);
  });

  test.each(SKILLS)('has nothing against our skills, by %s', async (scenario) => {
    const checks = await runConformance(own.url, ['--scenario', scenario]);
    expect(complaints(checks, SKILLS)).toEqual([]);
    expect(succeeded(checks, SKILLS)).not.toEqual([]);
  });
});
