import {
  HISTORY_COLUMNS,
  MEMORY_COLUMNS,
  PATTERN_COLUMNS,
  type SampleTable,
  type SampleValue,
} from '../harness/legacy-samples.ts';

/** Ids of the sample patterns. */
export const IDS = {
  index: '11111111-1111-4111-8111-111111111111',
  indexNext: '22222222-2222-4222-8222-222222222222',
  shared: '33333333-3333-4333-8333-333333333333',
  sameName: '44444444-4444-4444-8444-444444444444',
  memory: '55555555-5555-4555-8555-555555555555',
  plainMemory: '66666666-6666-4666-8666-666666666666',
} as const;

/** Names of the tables of the two generations of 2.x. */
export const TABLE_NAMES = {
  postgresql: { patterns: 'learning_patterns_v2', memories: 'memories_v2' },
  sqlite: { patterns: 'learning_patterns', memories: 'memories' },
} as const;

const CREATED = '2024-03-01 10:00:00.123456+00';
const UPDATED = '2024-04-01 12:30:00+02';

const pattern = (over: Readonly<Record<string, SampleValue>>): Readonly<Record<string, SampleValue>> => ({
  created_at: CREATED,
  updated_at: UPDATED,
  metadata: {},
  agent_id: 'artemis',
  namespace: 'default',
  category: 'optimization',
  access_level: 'private',
  version: '1.0.0',
  usage_count: 0,
  agent_usage_count: 0,
  success_rate: 0,
  agent_success_rate: 0,
  learning_weight: 1,
  confidence_score: 0.5,
  ...over,
});

const use = (id: number, over: Readonly<Record<string, SampleValue>>): Readonly<Record<string, SampleValue>> => ({
  id: `77777777-7777-4777-8777-${String(id).padStart(12, '0')}`,
  created_at: CREATED,
  updated_at: CREATED,
  pattern_id: IDS.index,
  agent_id: 'artemis',
  ...over,
});

const PATTERNS = [
  pattern({
    id: IDS.indexNext,
    pattern_name: 'database_index',
    pattern_data: { description: 'Add a covering index' },
    version: '1.1.0',
    parent_pattern_id: IDS.index,
  }),
  pattern({
    id: IDS.index,
    pattern_name: 'database_index',
    subcategory: 'sql',
    pattern_data: {
      description: 'Add a composite index',
      steps: ['Find the slow query', 'CREATE INDEX'],
      example: "SELECT 'it''s \\ a\ttab\nand a line'",
      日本語: 'インデックス',
    },
    usage_count: 8,
    agent_usage_count: 3,
    success_rate: 0.75,
    avg_execution_time: 1.5,
    complexity_score: 0.4,
    learning_weight: 7,
    confidence_score: 0.72,
    last_used_at: '2024-05-01 00:00:00+00',
    metadata: { tags: ['sql', 'speed'], ticket: 'OPS-1' },
  }),
  pattern({
    id: IDS.shared,
    pattern_name: 'review_checklist',
    agent_id: 'hestia',
    namespace: 'team-x',
    access_level: 'shared',
    shared_with_agents: ['artemis', 'athena'],
    category: 'security',
    pattern_data: { description: 'Check the inputs' },
    confidence_score: 0.9,
  }),
  pattern({
    id: IDS.sameName,
    pattern_name: 'database_index',
    agent_id: 'hestia',
    pattern_data: { description: 'Another one of that name' },
    access_level: 'public',
  }),
];

const HISTORY = [
  use(1, {
    used_at: '2024-04-02 08:00:00+00',
    execution_time: 0.5,
    success: true,
    context_data: { table: 'users', rows: 10 },
  }),
  use(2, { used_at: '2024-04-03 08:00:00+00', agent_id: 'athena', success: false }),
  use(3, { used_at: '2024-04-04 08:00:00+00', agent_id: 'athena' }),
  use(4, { used_at: '2024-04-05 08:00:00+00', pattern_id: '99999999-9999-4999-8999-999999999999' }),
];

const MEMORIES = [
  {
    id: IDS.memory,
    created_at: CREATED,
    updated_at: UPDATED,
    content: 'PATTERN: retry_with_backoff\nCATEGORY: resilience\nDESCRIPTION: Wait longer each time\nEXAMPLES: a | b',
    agent_id: 'artemis',
    namespace: 'default',
    embedding: '[0.1,0.2,0.3]',
    access_level: 'team',
    shared_with_agents: [],
    context: {},
    tags: ['pattern', 'resilience', 'retry_with_backoff', 'learning', 'network'],
    learning_weight: 2,
    version: 3,
    metadata: {
      pattern_name: 'retry_with_backoff',
      pattern_content: 'Wait longer each time',
      category: 'resilience',
      examples: ['await retry(call)', 'retry(3)'],
      confidence: 0.85,
      learned_at: '2024-03-01T10:00:00.123456',
      application_count: 6,
      success_rate: 0.8333333333333334,
      evolution_count: 4,
      last_applied: '2024-04-20T09:00:00',
      language: 'python',
    },
  },
  {
    id: IDS.plainMemory,
    created_at: CREATED,
    updated_at: CREATED,
    content: 'The user likes tea',
    agent_id: 'artemis',
    namespace: 'default',
    access_level: 'private',
    shared_with_agents: [],
    context: {},
    tags: ['tea'],
    metadata: {},
  },
];

/** A database of generation 2 with patterns, versions, memories and history; the history stands last, as in a dump. */
export const sampleTables = (kind: keyof typeof TABLE_NAMES): readonly SampleTable[] => [
  { name: TABLE_NAMES[kind].patterns, columns: PATTERN_COLUMNS, rows: PATTERNS },
  { name: TABLE_NAMES[kind].memories, columns: MEMORY_COLUMNS, rows: MEMORIES },
  { name: 'pattern_usage_history', columns: HISTORY_COLUMNS, rows: HISTORY },
];

const numbered = (prefix: string, at: number): string => `${prefix}-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** A database of so many patterns, each used twice. */
export const manyTables = (count: number): readonly SampleTable[] => [
  {
    name: TABLE_NAMES.sqlite.patterns,
    columns: PATTERN_COLUMNS,
    rows: Array.from({ length: count }, (_, at) =>
      pattern({
        id: numbered('aaaaaaaa', at),
        pattern_name: `pattern number ${at}`,
        pattern_data: { description: `What to do about the thing number ${at}` },
        usage_count: 2,
        success_rate: 0.5,
      }),
    ),
  },
  {
    name: 'pattern_usage_history',
    columns: HISTORY_COLUMNS,
    rows: Array.from({ length: 2 * count }, (_, at) =>
      use(at, { pattern_id: numbered('aaaaaaaa', at % count), used_at: UPDATED, success: at < count }),
    ),
  },
];
