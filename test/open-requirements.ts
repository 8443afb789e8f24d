/** The requirements that are not implemented yet, by id: data, one entry each. An id moves to `requirements.ts` with its test. */
export const OPEN_REQUIREMENTS = {
  'batch.faster': 'A batch of 100 patterns takes less time than 100 single creations.',
  'cli.backup': '`tmws backup create`, `verify` and `restore` make, check and bring back a backup.',
  'cli.embedder':
    '`tmws embedder list` shows the presets with the active one marked, and `tmws embedder use` switches to one.',
  'create.data-integers': 'An integer beyond ±2^53 in pattern_data is INVALID_ARGUMENT with its path.',
  'delete.purge-leaves-nothing': "A purge removes the pattern's history, revisions, files, index entries and demand.",
  'docs.node': 'Both README commands work on a machine whose own Node is version 20.',
  'docs.npm-ci': '`npm ci` downloads packages of the npm registry and nothing else.',
  'docs.npm-start':
    'On a fresh machine `npm start` after `npm ci` builds what is needed and starts the core on its embedded default, without a network.',
  'docs.npm-test': '`npm ci && npm test` runs all tests and passes on a fresh clone.',
  'docs.readme-start':
    'The README takes a newcomer from nothing to a learned and applied pattern in Claude Code within 15 minutes.',
  'docs.snippets': 'Every command and snippet of the README runs as printed.',
  'embeddings.calibration-preset': 'Each preset carries its own calibrated map from the fused score h to similarity.',
  'embeddings.duplicate-mark':
    'Each preset carries a `duplicate` mark of passage cosine that at most 1 % of unrelated pairs of the corpus pass.',
  'embeddings.list': 'ListEmbedders returns the presets with their dimensions and says which is active.',
  'embeddings.model-dir':
    'Models are read from and stored in TMWS_MODEL_DIR where it is set, else `models/` of the data folder.',
  'embeddings.switch-atomic': 'The switch to a new model is atomic: no answer mixes vectors of two models.',
  'embeddings.switch-back': 'A switch can be rolled back to the earlier model.',
  'embeddings.switch-beside':
    'SwitchEmbedder embeds beside the running index: search answers from the old model until all vectors of the new one are there.',
  'grpc.health-degraded':
    'While the embedder is down health stays SERVING, and degraded is said apart in GetStatus and the metrics.',
  'identity.windows':
    'On Windows the embedded default is loopback TCP with the key in `core.key`, which only the user can read.',
  'reliability.backup-online': 'CreateBackup makes a consistent backup while writes go on.',
  'reliability.backup-restore':
    'A restore brings back patterns, versions, revisions, files, usage, agents and keys of the backup, and search finds them.',
  'reliability.backup-verify': 'VerifyBackup tells a whole backup from a damaged one.',
  'reliability.metrics':
    'With TMWS_METRICS_LISTEN the core serves Prometheus metrics there: calls by rpc and code, latencies, pattern count, pending embeddings, degraded.',
  'reliability.quota-bytes':
    "A write beyond the caller's quota of bytes (`TMWS_QUOTA_*`) is RESOURCE_EXHAUSTED with RetryInfo and stores nothing.",
  'reliability.quota-patterns':
    "A creation beyond the caller's quota of patterns (`TMWS_QUOTA_*`) is RESOURCE_EXHAUSTED with RetryInfo and stores nothing.",
  'reliability.quota-streams':
    "A stream beyond the caller's quota of open streams (`TMWS_QUOTA_*`) is RESOURCE_EXHAUSTED with RetryInfo; the open ones go on.",
  'reliability.rate-limit':
    "Calls beyond the caller's rate limit (`TMWS_RATE_LIMIT`) are RESOURCE_EXHAUSTED with RetryInfo, other callers' calls go on.",
  'security.audit-export': 'ExportAudit streams the audit log, and the export is verifiable.',
  'security.audit-retention':
    'Audit entries older than TMWS_AUDIT_RETENTION are removed, and the chain of the rest still verifies.',
  'status.read-by-id': 'DRAFT and RETIRED patterns are read by id by those whom their access level allows.',
  'storage.postgresql':
    'With TMWS_DATABASE_URL `postgresql://…` rows are kept there and every behaviour is as with SQLite.',
  'storage.postgresql-cores':
    'Several cores on one PostgreSQL database and one TMWS_VECTOR_URI serve the same patterns: what one writes the other finds.',
  'storage.postgresql-shared-vectors':
    'A second core on one PostgreSQL database without a shared TMWS_VECTOR_URI ends with a message that says so.',
  'storage.vector-s3':
    'With TMWS_VECTOR_URI `s3://…` vectors are kept in that S3-compatible storage and search behaves as with a folder.',
} as const;
