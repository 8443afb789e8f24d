/**
 * Does search find the right skill? Imports the 4,000 skills of skillq-dev into a built core, asks every request
 * through gRPC, and judges the answers; then computes the ablations outside of the product. Run in the repository's
 * root, with the folder `shared` beside it, after `npm run build`:
 *
 *     npx node bench/retrieval/run.ts [--data-dir DIR] [--heads]
 *
 * `--data-dir` keeps the imported library for further runs (default: a temporary folder), `--heads` adds the ablation
 * of a second vector, which takes minutes of embedding the first time.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable, targetTable, thisMachine, today, writeResult } from '../result-file.ts';
import { quantile } from '../statistics/interval.ts';
import { runAblations } from './ablations.ts';
import { type Answers, ask, fuseByRank } from './ask.ts';
import { bestPlaces, createBm25, plainTerms } from './bm25.ts';
import { askWithContexts, type ContextQuality, contextAblation } from './contexts.ts';
import { type ImportRecord, startCoreUnderTest } from './core-under-test.ts';
import { type BenchRequest, type DataSet, readDataSet } from './data-set.ts';
import { type JudgedRanking, judge } from './judge.ts';
import { keptShares } from './kept.ts';
import { compareScores, computeOffline } from './offline.ts';
import { type SettledDataSet, settleRequests } from './settle-requests.ts';
import { contextTable, figureTable, intervalTable, keptTable } from './tables.ts';
import { compareWithTargets } from './targets.ts';

const { values: options } = parseArgs({
  options: { 'data-dir': { type: 'string' }, heads: { type: 'boolean', default: false } },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const BASELINE_DEPTH = 10;

const baseline = ({ library, requests }: SettledDataSet): JudgedRanking => {
  const documents = library.map(({ skill }) => [
    { text: skill.name, times: 2 },
    { text: skill.description, times: 2 },
    { text: skill.body, times: 1 },
  ]);
  const bm25 = createBm25(documents, plainTerms);
  const rankings = requests.map(({ text }) =>
    bestPlaces(bm25.score(text), BASELINE_DEPTH).map((place) => library[place]?.patternId ?? ''),
  );
  return judge('BM25', requests, rankings);
};

const keptParts = (
  requests: readonly BenchRequest[],
  answers: readonly Answers[],
  libraryCount: number,
): Parameters<typeof keptTable>[0] => {
  const all = requests.map((request, place) => ({ request, kept: new Set(answers[place]?.kept) }));
  const part = (name: string, holds: (request: BenchRequest) => boolean) => ({
    name,
    kept: keptShares(
      all.filter(({ request }) => holds(request)),
      libraryCount,
    ),
  });
  return [
    part('implicit', ({ set }) => set === 'implicit'),
    part('implicit, English', ({ set, lang }) => set === 'implicit' && lang === 'en'),
    part('implicit, Japanese and Chinese', ({ set, lang }) => set === 'implicit' && lang !== 'en'),
    part('named', ({ set }) => set === 'named'),
    part('validation', ({ set }) => set === 'validation'),
    part('negatives: forbidden pairs', ({ set }) => set === 'negative'),
  ];
};

interface AskedProduct {
  readonly imported: ImportRecord;
  readonly settled: SettledDataSet;
  readonly answers: readonly Answers[];
  readonly contextAnswers: ContextQuality;
}

const askProduct = async (dataDir: string, data: DataSet): Promise<AskedProduct> => {
  await using core = await startCoreUnderTest(dataDir, data.library);
  const { imported, client } = core;
  const settled = settleRequests(data, imported.patterns);
  say(`Asking ${settled.requests.length} requests …`);
  const answers: Answers[] = [];
  for (const { text } of settled.requests) answers.push(await ask(client, text));
  return { imported, settled, answers, contextAnswers: await askWithContexts(client, settled.requests) };
};

const countOf = (requests: readonly BenchRequest[], set: BenchRequest['set']): number =>
  requests.filter((request) => request.set === set).length;

const main = async (dataDir: string): Promise<void> => {
  const data = readDataSet();
  say(`Starting the core and importing ${data.library.length} skills …`);
  const asked = await askProduct(dataDir, data);
  const { answers, contextAnswers, imported, settled } = asked;
  const { requests, library } = settled;

  const byIds = (name: string, ranking: (answer: Answers) => readonly string[]): JudgedRanking =>
    judge(name, requests, answers.map(ranking));
  const search = byIds('SearchPatterns', ({ hybrid }) => hybrid.map(({ patternId }) => patternId));
  const rankings = [
    baseline(settled),
    byIds('LEXICAL', ({ lexical }) => lexical),
    byIds('SEMANTIC', ({ semantic }) => semantic),
    byIds('rank fusion of both', ({ lexical, semantic }) => fuseByRank(lexical, semantic)),
    search,
    byIds('ApplyPattern', ({ applied }) => applied),
  ];

  say('Computing the ablations outside of the product …');
  const offline = await computeOffline({
    dataDir,
    library,
    names: imported.names,
    requests,
    heads: options.heads ? 'with-heads' : 'without-heads',
  });
  const agreement = compareScores(offline, answers);
  const { replica, numbers, headNumbers, patterns, model } = offline;
  const ablations = runAblations({ requests, replica, patterns, numbers, headNumbers });
  const contexts = contextAblation({ requests, replica, numbers, unrelatedScore: model.unrelatedScore });

  const importsPerSecond = data.library.length / imported.secondsByMeaning;
  const kept = keptParts(requests, answers, library.length);
  const keptImplicit = kept[0]?.kept;
  if (keptImplicit === undefined) throw new Error('There are no requests.');
  const targets = compareWithTargets({ search, kept: keptImplicit });
  const milliseconds = answers.map(({ hybridMilliseconds }) => hybridMilliseconds);
  const tables = [
    intervalTable(rankings),
    figureTable(
      'nDCG@10 / Hit@1 / Recall@10',
      'BM25 is computed by the benchmark; rank fusion is made of the two lists above it.',
      rankings,
    ),
    keptTable(kept),
    figureTable(
      'Ablations: nDCG@10 / Hit@1 / Recall@10',
      "Computed outside of the product, with its own functions and its model, over every pair; one thing is changed at a time. In brackets the product's value.",
      ablations,
    ),
    contextTable([...contexts, contextAnswers]),
  ];
  const actions = Object.entries(imported.actions)
    .map(([action, count]) => `${count} ${action}`)
    .join(', ');
  const path = writeResult({
    benchmark: 'retrieval',
    title: 'Search quality',
    command: 'npx node bench/retrieval/run.ts',
    day: today(),
    machine: thisMachine(),
    notes: [
      `The built core imports the 4,000 skills of skillq-dev as folders through ImportSkills (${actions}; what was skipped is a copy of another, byte for byte, and counts as one) and is asked ${countOf(requests, 'implicit')} implicit requests, ${countOf(requests, 'named')} that name the skill, ${countOf(requests, 'negative')} negatives and the ${countOf(requests, 'validation')} of our own validation set, everything at its default.`,
      `Import: ${imported.secondsByWords.toFixed(1)} s until all are found by words, ${imported.secondsByMeaning.toFixed(1)} s until all are found by meaning, ${importsPerSecond.toFixed(1)} skills a second; embedding alone, right after it: ${imported.embeddedPerSecond.toFixed(1)} a second. A default search of 50 hits, one at a time: p50 ${quantile(milliseconds, 0.5).toFixed(1)} ms, p95 ${quantile(milliseconds, 0.95).toFixed(1)} ms.`,
      `The scores that the ablations start from are those of the product: of ${agreement.hits} hits ${agreement.differing} differ by more than 0.0001 (the most by ${agreement.largest.toFixed(4)}).`,
      'The requests of the validation set have one right skill each, though others may fit as well: its figures are lower bounds. There are 25 Japanese and 32 Chinese implicit requests; mind the intervals.',
    ],
    targets,
    tables,
    figures: {
      rankings,
      kept,
      ablations,
      contexts: [...contexts, contextAnswers],
      import: {
        ...imported.actions,
        secondsByWords: imported.secondsByWords,
        secondsByMeaning: imported.secondsByMeaning,
        embeddedPerSecond: imported.embeddedPerSecond,
      },
      agreement,
    },
  });
  for (const table of [...tables, targetTable(targets)]) say(formatTable(table));
  say(`\nWritten to ${path}`);
};

const given = options['data-dir'];
const dataDir = given === undefined ? mkdtempSync(join(tmpdir(), 'bench-retrieval-')) : resolve(given);
mkdirSync(dataDir, { recursive: true });
try {
  await main(dataDir);
} finally {
  if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
}
