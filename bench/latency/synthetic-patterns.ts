import { type Pattern, unusedRecord } from '@tmws/domain';
import { seededRandom } from '../statistics/interval.ts';

const TOOLS = [
  'PostgreSQL, Redis, Kubernetes, Terraform, React, Django, Kafka, Elasticsearch, nginx, GitHub Actions, Docker, gRPC',
  'SQLite, Prometheus, Grafana, TypeScript, Rust, pandas, Spark, Airflow, Playwright, Figma, Stripe, OAuth, Vault, Helm',
]
  .join(', ')
  .split(', ');

const TASKS = [
  'migrate a schema without downtime',
  'find the cause of a slow query',
  'rotate credentials safely',
  'review a pull request',
  'write a regression test first',
  'roll back a failed release',
  'cache answers that rarely change',
  'limit the rate of callers',
  'import a large file in batches',
  'make a retry safe to repeat',
  'draw a chart that can be trusted',
  'summarise an incident for customers',
  'split a service that grew too large',
  'keep secrets out of the log',
  'choose an index for a filter',
  'debug a memory leak in production',
];

const OCCASIONS = [
  'when several teams share one database',
  'before a release on a Friday',
  'in a monorepo with many packages',
  'for a service under heavy load',
  'when nobody on the team has done it before',
  'while traffic goes on',
  'after an audit found gaps',
  'on a laptop without a network',
];

const SENTENCES = [
  'Measure first, and write the number down where the next person will look for it.',
  'Take a copy before you change anything, and try the way back once.',
  'Do it in small steps that each leave the system working.',
  'Name the owner of every step, and the moment at which to stop.',
  'Read the log of the last five minutes rather than guessing.',
  'Run the check twice: once on the old state, once on the new one.',
  'Prefer the tool that the team knows to the one that is new.',
  'Tell whoever depends on it a day ahead, with the exact time.',
  'Keep the old path behind a flag until a week has passed without a complaint.',
  'Write the test that would have caught it before you fix it.',
  'Compare the result with a second source, and explain each difference.',
  'Delete what is no longer used in the same change.',
];

const CATEGORIES = ['database', 'operations', 'testing', 'frontend', 'security', 'data', 'writing', 'review'];

/** The owner of all synthetic patterns, who also asks. */
export const BENCH_AGENT = 'bench';

/** Parts of the patterns that filters can pick: of 100 patterns 10, 1, and 10 patterns of any number. */
export const SHARES = { tenth: 'tenth', hundredth: 'hundredth', ten: 'ten' } as const;

const pick = <T>(random: () => number, values: readonly T[], fallback: T): T =>
  values[Math.floor(random() * values.length)] ?? fallback;

const shareOf = (number: number): string | undefined => {
  if (number < 1_000 && number % 100 === 3) return SHARES.ten;
  if (number % 100 === 1) return SHARES.hundredth;
  return number % 10 === 2 ? SHARES.tenth : undefined;
};

/** A description as people write them, about 150 characters. */
const describe = (random: () => number): string => {
  const [tool, other] = [pick(random, TOOLS, 'git'), pick(random, TOOLS, 'make')];
  return `How to ${pick(random, TASKS, 'do it')} with ${tool} and ${other}, ${pick(random, OCCASIONS, 'today')}. ${pick(random, SENTENCES, '')}`;
};

const pad = (number: number): string => String(number).padStart(12, '0');

/** Pattern of a number, the same in every run: about 1.8 KB, as skills of one page are. */
export const syntheticPattern = (number: number): Pattern => {
  const random = seededRandom(number + 1);
  const id = `018f0000-0000-7000-8000-${pad(number)}`;
  const at = new Date(1_760_000_000_000 + number * 1_000);
  const sentences = (count: number): readonly string[] =>
    Array.from({ length: count }, () => `${pick(random, SENTENCES, '')} Use ${pick(random, TOOLS, 'git')} for it.`);
  return {
    id,
    lineageId: id,
    parentPatternId: undefined,
    patternName: `${pick(random, TASKS, 'task').replaceAll(' ', '-')}-${number}`,
    agentId: BENCH_AGENT,
    namespace: 'default',
    category: pick(random, CATEGORIES, 'database'),
    subcategory: shareOf(number),
    tags: [pick(random, TOOLS, 'git').toLowerCase(), pick(random, CATEGORIES, 'data')],
    accessLevel: 'TEAM',
    sharedWithAgents: [],
    status: 'ACTIVE',
    deprecatedReason: undefined,
    replacedBy: undefined,
    patternData: {
      description: describe(random),
      when_to_use: `Use it ${pick(random, OCCASIONS, 'often')}.`,
      steps: [...sentences(8)],
      example: sentences(4).join(' '),
      expected_improvement: pick(random, SENTENCES, ''),
    },
    version: '1.0.0',
    isHead: true,
    revision: 1,
    learningWeight: 1,
    complexityScore: undefined,
    confidencePrior: 0.5,
    serveAsSkill: false,
    createdAt: at,
    updatedAt: at,
    deletedAt: undefined,
    usage: unusedRecord(at),
  };
};

/** Questions as agents ask them, each another one. `seed` keeps those of different measurements apart. */
export const syntheticQueries = (count: number, seed: number): readonly string[] => {
  const random = seededRandom(seed);
  return Array.from(
    { length: count },
    (_, number) =>
      `how do I ${pick(random, TASKS, 'do it')} with ${pick(random, TOOLS, 'git')} ${pick(random, OCCASIONS, 'now')}, case ${seed}-${number}`,
  );
};
