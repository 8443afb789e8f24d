/** What a setting's text is read as. `secret` is text that is never shown. */
export type SettingKind =
  | 'path'
  | 'address'
  | 'listen'
  | 'duration'
  | 'count'
  | 'enum'
  | 'name'
  | 'text'
  | 'url'
  | 'secret';

/** A program of the product that may use a setting. */
export type Program = 'core' | 'cli' | 'mcp' | 'migrate';

/** One row of {@link SETTINGS}. */
export interface Setting {
  /** The environment variable. */
  readonly variable: `TMWS_${string}`;
  /** The flag without its two hyphens. */
  readonly flag: string;
  readonly kind: SettingKind;
  /** Default as a person would type it; undefined when there is none or when it depends on the machine. */
  readonly default: string | undefined;
  /** What an enum may be. */
  readonly values?: readonly string[];
  /** Whether `off` is allowed besides the kind's own values. */
  readonly off?: true;
  /** One sentence for `--help`; it names a default that depends on the machine. */
  readonly description: string;
  readonly programs: readonly Program[];
}

const FRONTENDS = ['cli', 'mcp', 'migrate'] as const satisfies readonly Program[];
const CORE = ['core'] as const satisfies readonly Program[];
const ALL = [...CORE, ...FRONTENDS] as const;

/** Severities of the log from most to least urgent; `silent` writes nothing. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Every setting of the product: the one list of variables, flags and defaults. */
export const SETTINGS = {
  dataDir: {
    variable: 'TMWS_DATA_DIR',
    flag: 'data-dir',
    kind: 'path',
    default: undefined,
    description: "Folder of all data (default: `tmws` in the platform's folder for data).",
    programs: ALL,
  },
  address: {
    variable: 'TMWS_ADDRESS',
    flag: 'address',
    kind: 'address',
    default: undefined,
    description: 'Core to connect to (default: the one of the data folder, started if none runs).',
    programs: FRONTENDS,
  },
  apiKey: {
    variable: 'TMWS_API_KEY',
    flag: 'api-key',
    kind: 'secret',
    default: undefined,
    description: 'API key that says who is calling.',
    programs: FRONTENDS,
  },
  agent: {
    variable: 'TMWS_AGENT',
    flag: 'agent',
    kind: 'name',
    default: undefined,
    description: "Agent that is calling, when no API key is sent (default: the operating system's user name).",
    programs: FRONTENDS,
  },
  namespace: {
    variable: 'TMWS_NAMESPACE',
    flag: 'namespace',
    kind: 'name',
    default: undefined,
    description: "Namespace to work in (default: the agent's own default).",
    programs: FRONTENDS,
  },
  listen: {
    variable: 'TMWS_LISTEN',
    flag: 'listen',
    kind: 'listen',
    default: undefined,
    description: 'TCP address to serve on besides the socket (default: none).',
    programs: CORE,
  },
  tlsCert: {
    variable: 'TMWS_TLS_CERT',
    flag: 'tls-cert',
    kind: 'path',
    default: undefined,
    description: 'PEM file with the certificate to serve TLS with, or to show a core that asks clients for one.',
    programs: ALL,
  },
  tlsKey: {
    variable: 'TMWS_TLS_KEY',
    flag: 'tls-key',
    kind: 'path',
    default: undefined,
    description: "PEM file with the certificate's private key.",
    programs: ALL,
  },
  tlsCa: {
    variable: 'TMWS_TLS_CA',
    flag: 'tls-ca',
    kind: 'path',
    default: undefined,
    description: "PEM file with the authority of the core's certificate (default: those that Node trusts).",
    programs: FRONTENDS,
  },
  tlsClientCa: {
    variable: 'TMWS_TLS_CLIENT_CA',
    flag: 'tls-client-ca',
    kind: 'path',
    default: undefined,
    description: 'PEM file with the authority whose certificate clients must show.',
    programs: CORE,
  },
  embedder: {
    variable: 'TMWS_EMBEDDER',
    flag: 'embedder',
    kind: 'text',
    default: 'multilingual-e5-small',
    description: 'Embedding model: a preset, or the http(s):// address of an OpenAI-compatible endpoint.',
    programs: CORE,
  },
  embedderModel: {
    variable: 'TMWS_EMBEDDER_MODEL',
    flag: 'embedder-model',
    kind: 'text',
    default: undefined,
    description: 'Model that the embedding endpoint is asked for.',
    programs: CORE,
  },
  embedderApiKey: {
    variable: 'TMWS_EMBEDDER_API_KEY',
    flag: 'embedder-api-key',
    kind: 'secret',
    default: undefined,
    description: 'API key of the embedding endpoint.',
    programs: CORE,
  },
  modelDir: {
    variable: 'TMWS_MODEL_DIR',
    flag: 'model-dir',
    kind: 'path',
    default: undefined,
    description: "Folder looked up first for model files (then the data folder's `models`, then the bundled model).",
    programs: CORE,
  },
  databaseUrl: {
    variable: 'TMWS_DATABASE_URL',
    flag: 'database-url',
    kind: 'url',
    default: undefined,
    description: 'PostgreSQL to keep rows in, postgresql://… (default: SQLite in the data folder).',
    programs: CORE,
  },
  vectorUri: {
    variable: 'TMWS_VECTOR_URI',
    flag: 'vector-uri',
    kind: 'text',
    default: undefined,
    description: 'Place of the index: s3://…, db://… or a folder (default: `vectors` in the data folder).',
    programs: CORE,
  },
  logLevel: {
    variable: 'TMWS_LOG_LEVEL',
    flag: 'log-level',
    kind: 'enum',
    default: 'info',
    values: LOG_LEVELS,
    description: 'Least severity that is logged.',
    programs: ALL,
  },
  metricsListen: {
    variable: 'TMWS_METRICS_LISTEN',
    flag: 'metrics-listen',
    kind: 'listen',
    default: undefined,
    description: 'TCP address to serve Prometheus metrics on (default: none).',
    programs: CORE,
  },
  demandLog: {
    variable: 'TMWS_DEMAND_LOG',
    flag: 'demand-log',
    kind: 'enum',
    default: 'on',
    values: ['on', 'off'],
    description: 'Whether searches are remembered to find what is missing.',
    programs: CORE,
  },
  idleExit: {
    variable: 'TMWS_IDLE_EXIT',
    flag: 'idle-exit',
    kind: 'duration',
    default: '15m',
    off: true,
    description: 'Time without a client after which a core that was started by a frontend ends.',
    programs: ALL,
  },
  rateLimit: {
    variable: 'TMWS_RATE_LIMIT',
    flag: 'rate-limit',
    kind: 'count',
    default: 'off',
    off: true,
    description: 'Calls a second that one caller may make.',
    programs: CORE,
  },
  quotaPatterns: {
    variable: 'TMWS_QUOTA_PATTERNS',
    flag: 'quota-patterns',
    kind: 'count',
    default: 'off',
    off: true,
    description: 'Patterns that one caller may own.',
    programs: CORE,
  },
  quotaBytes: {
    variable: 'TMWS_QUOTA_BYTES',
    flag: 'quota-bytes',
    kind: 'count',
    default: 'off',
    off: true,
    description: 'Bytes that the patterns of one caller may take.',
    programs: CORE,
  },
  quotaStreams: {
    variable: 'TMWS_QUOTA_STREAMS',
    flag: 'quota-streams',
    kind: 'count',
    default: 'off',
    off: true,
    description: 'Streams that one caller may hold open.',
    programs: CORE,
  },
  auditRetention: {
    variable: 'TMWS_AUDIT_RETENTION',
    flag: 'audit-retention',
    kind: 'duration',
    default: 'off',
    off: true,
    description: 'Age at which audit entries are removed; off keeps them.',
    programs: CORE,
  },
} as const satisfies Record<string, Setting>;

/** Key of one setting, e.g. `dataDir`. */
export type SettingName = keyof typeof SETTINGS;

/** Settings in the order in which they are shown. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(SETTINGS).filter(
  (name): name is SettingName => name in SETTINGS,
);
