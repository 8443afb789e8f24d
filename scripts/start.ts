import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/**
 * `npm start`: builds what is needed, starts the core, imports skills, answers a question from them, prints how to
 * connect, and serves until Ctrl-C. `npm start -- --skills DIR --ask "…"` does it with skills and a question of one's
 * own; `--once` ends after the answer.
 */
const EXAMPLES = 'examples/skills';
const QUESTION = 'my query on a big Postgres table got slow, what should I do?';
const READY_WITHIN_MILLISECONDS = 120_000;

const USAGE = 'npm start -- [--skills DIR] [--ask "QUESTION"] [--once]';

const fail = (error: unknown, exitCode: number): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCode;
};

const readOptions = () =>
  parseArgs({
    options: {
      skills: { type: 'string', default: EXAMPLES },
      ask: { type: 'string', default: QUESTION },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

let options: ReturnType<typeof readOptions>;
try {
  options = readOptions();
} catch (error) {
  fail(`${error instanceof Error ? error.message : error}\n${USAGE}`, 2);
  process.exit();
}
const isExample = path.resolve(options.skills) === path.resolve(EXAMPLES);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A text of a skill, without what a terminal would obey or not show. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');

const build = (): void => {
  const { status } = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only', '--no-color'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
  if (status !== 0) throw new Error('The build failed; what it printed says where. Mend it, or run npm ci again.');
};

interface ImportSummary {
  readonly results: readonly { readonly action: string }[];
}

/** Runs the migration tool as a user would; the examples go into a namespace of their own. */
const importSkills = async (): Promise<ImportSummary> => {
  const namespace = isExample ? ['--namespace', 'examples'] : [];
  const child = spawn('node', ['apps/migrate/dist/tmws-migrate.js', 'import', options.skills, ...namespace, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(isExample ? { TMWS_NAMESPACE: 'examples' } : {}) },
  });
  const closed = once(child, 'close');
  const [printed, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await closed;
  const summary: ImportSummary | undefined = printed === '' ? undefined : JSON.parse(printed);
  if (status !== 0 && summary?.results === undefined) {
    throw new Error(`The skills of ${options.skills} were not imported. ${messageIn(told)}`);
  }
  return summary ?? { results: [] };
};

/** What an error object of a program says; anything else as it is. */
const messageIn = (told: string): string => {
  try {
    return `${JSON.parse(told).message}.`.replace(/\.\.$/, '.');
  } catch {
    return told;
  }
};

const setAside = ({ results }: ImportSummary): number =>
  results.filter(({ action }) => action === 'quarantined').length;

const summarise = ({ results }: ImportSummary): string => {
  const counts = new Map<string, number>();
  for (const { action } of results) counts.set(action, (counts.get(action) ?? 0) + 1);
  const word = (action: string): string => (action === 'skipped' ? 'unchanged' : action.replaceAll('_', ' '));
  return (
    [...counts].map(([action, count]) => `${count} ${word(action)}`).join(', ') ||
    'none found; a skill is a folder with a SKILL.md'
  );
};

/** Who reads the output may stop reading; that ends this program like Ctrl-C, and not with a crash. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.kill(process.pid, 'SIGINT');
});

const main = async (): Promise<void> => {
  if (options.help) {
    say(USAGE);
    return;
  }
  say('Building …');
  build();
  const { loadConfig } = await import('@tmws/config');
  const { connect, startCore, stopCore } = await import('@tmws/client');
  const { EmbedderState } = await import('@tmws/contract');
  const config = loadConfig(process.env);
  const coreEntry = path.resolve('apps/core/dist/main.js');
  const { core, started } = await startCore(config, { coreEntry });
  say(`${started ? 'Started a core' : 'Attached to the running core'} on ${config.dataDir}`);
  const client = await connect(config);
  // Makes the user known by its own default namespace, before the examples are imported into theirs.
  await client.access.whoAmI({});

  const end = async (): Promise<void> => {
    client.close();
    if (started) await stopCore(config);
  };
  try {
    const summary = await importSkills();
    say(`Imported skills of ${options.skills}: ${summarise(summary)}.`);
    if (setAside(summary) > 0) {
      say('The safety scan set those in quarantine aside as drafts. See which they are, and docs/migration.md:');
      say(`  node ${path.resolve('apps/cli/dist/tmws.js')} pattern list --status draft`);
    }
    if (isExample) {
      say('They are in the namespace "examples" of your own data folder, and leave it by:');
      say(`  node ${path.resolve('apps/cli/dist/tmws.js')} namespace delete examples --with-patterns --yes`);
    }
    await untilSearchable(client.admin, EmbedderState.READY);
    await answer(client.patterns);
    connectBlocks(core.address);
  } catch (error) {
    await end();
    throw error;
  }
  if (options.once) {
    await end();
    return;
  }
  say(started ? '\nServing until Ctrl-C.' : '\nThe core was running before and goes on after Ctrl-C.');
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  // An open handle keeps this process, and with it the connection that keeps the core, alive.
  await pause(2 ** 31 - 1, undefined, { signal: stopped.signal }).catch(() => undefined);
  await end();
};

type Client = Awaited<ReturnType<typeof import('@tmws/client')['connect']>>;

const untilSearchable = async (admin: Client['admin'], ready: number): Promise<void> => {
  const deadline = Date.now() + READY_WITHIN_MILLISECONDS;
  let said = false;
  for (;;) {
    const status = await admin.getStatus({});
    if (status.embedder?.state === ready && status.pendingEmbeddings === 0) return;
    if (!said) say('Learning what they mean …');
    said = true;
    if (Date.now() > deadline) return;
    await pause(100);
  }
};

const answer = async (patterns: Client['patterns']): Promise<void> => {
  const found = await patterns.searchPatterns({ queryText: options.ask, pageSize: 3 });
  say(`\nQuestion:  ${options.ask}`);
  const [best, ...others] = found.hits;
  if (best?.pattern === undefined) {
    say(`Answer:    ${found.message}`);
    return;
  }
  say(`Answer:    ${best.pattern.patternName}   (similarity ${best.similarity.toFixed(2)})`);
  for (const line of best.matchedPassage.split('\n')) say(`           | ${plain(line)}`.trimEnd());
  say(`Why:       ${why(best)}; the passage stands in ${best.passageSource}.`);
  if (others.length > 0) {
    say(`Next:      ${others.map((hit) => `${hit.pattern?.patternName} (${hit.similarity.toFixed(2)})`).join(', ')}`);
  }
  if (found.degraded) say(`Note:      ${found.degradedReason}`);
};

const why = (hit: { denseRank?: number | undefined; lexicalRank?: number | undefined }): string =>
  [
    ...(hit.denseRank === undefined ? [] : [`number ${hit.denseRank} by meaning`]),
    ...(hit.lexicalRank === undefined ? [] : [`number ${hit.lexicalRank} by words`]),
  ].join(', ') || 'it passes the filter';

const connectBlocks = (address: string): void => {
  const node = process.execPath;
  const at = (file: string): string => path.resolve(file);
  say(`
Connect Claude Code:
  claude mcp add tmws -- ${node} ${at('apps/mcp/dist/tmws-mcp.js')}

Use the command line:
  ${node} ${at('apps/cli/dist/tmws.js')} search "${options.ask}"

Call it over gRPC, here from Python (contract: ${at('proto')}):
  python3 -m venv .venv && .venv/bin/pip install -r ${at('examples/clients/python/requirements.txt')}
  .venv/bin/python ${at('examples/clients/python/generate.py')}
  .venv/bin/python ${at('examples/clients/python/search.py')} --address ${address} "${options.ask}"`);
};

main().catch((error: unknown) => fail(error, 1));
