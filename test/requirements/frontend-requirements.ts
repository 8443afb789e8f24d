/** What the contract, the frontends, the import and the commands of the README do, by id. */
export const FRONTEND_REQUIREMENTS = {
  'cli.access-hint': '`tmws pattern create` without a level prints a hint on how to choose one, on stderr.',
  'cli.apply': '`tmws apply QUERY --context …` prints what ApplyPattern answers.',
  'cli.color-terminal': 'Colour and progress are written only to a terminal.',
  'cli.config': "`tmws config` prints each setting's value and origin (default, variable or flag).",
  'cli.config-flags': 'Each TMWS variable is also a flag, and the flag wins over the variable.',
  'cli.dispatch':
    '`tmws core`, `tmws mcp` and `tmws migrate` run tmws-core, tmws-mcp and tmws-migrate beside it with the same arguments, standard streams and exit status.',
  'cli.doctor':
    '`tmws doctor` names each fault of data folder, core, index and embedder with what to do, and exits 0 when there is none, 1 otherwise.',
  'cli.error-line': 'An error is one line on stderr that says what and which and what to do.',
  'cli.exit-0': 'A command that did its work exits 0.',
  'cli.exit-1': 'A failure without a code of its own exits 1.',
  'cli.exit-2': 'Wrong usage exits 2.',
  'cli.exit-3': 'NOT_FOUND exits 3.',
  'cli.exit-4': 'ALREADY_EXISTS, ABORTED and FAILED_PRECONDITION exit 4.',
  'cli.exit-5': 'PERMISSION_DENIED and UNAUTHENTICATED exit 5.',
  'cli.exit-6': 'INVALID_ARGUMENT exits 6.',
  'cli.exit-69': 'An unreachable core exits 69.',
  'cli.exit-75': 'RESOURCE_EXHAUSTED, and a core that is starting or draining, exit 75.',
  'cli.help': 'Every command has `--help` with at least one example.',
  'cli.json': 'Every command with `--json` prints exactly one JSON object with stable keys on stdout.',
  'cli.json-errors': 'With `--json` an error is one JSON object with reason, message and metadata.',
  'cli.no-color': 'NO_COLOR set to any non-empty value switches colour off on a terminal too.',
  'cli.reindex': '`tmws reindex` rebuilds the vector index from the rows.',
  'cli.search':
    '`tmws search QUERY` prints the hits of SearchPatterns with name, similarity and quoted passage, with `--limit` for page_size.',
  'cli.start': '`tmws start` starts the core and keeps it running without a client until `tmws stop`.',
  'cli.status':
    '`tmws status` says whether a core runs, at which address, with which version, pattern count and embedder.',
  'cli.stdout-stderr': 'Results go to stdout, errors, hints and progress to stderr.',
  'cli.stop': '`tmws stop` ends the core of the data folder as SIGTERM does, and exits 0 when none runs.',
  'cli.thin': 'The CLI and the migration tool load neither LanceDB, MikroORM nor an embedding model.',
  'docs.cooperation':
    'The documentation says that between agents of one operating-system user the levels are cooperation, not security.',
  'docs.npm-start-answer': '`npm start` imports the skills of `examples/skills` and answers one question from them.',
  'docs.npm-start-once': '`npm start -- --once` ends with status 0 after the answer.',
  'docs.npm-start-own':
    '`npm start -- --skills DIR --ask "…"` imports the user\'s own skills and answers the given question from them.',
  'docs.npm-start-second': 'A second `npm start` builds nothing, imports nothing again and answers.',
  'docs.npm-start-serves': 'Without `--once` `npm start` serves until Ctrl-C, then ends cleanly.',
  'grpc.client-retries':
    'The client library sends a request_id with every mutating call and retries a mutating call only with it.',
  'grpc.contract-first': 'The MCP server, the CLI and the migration tool reach data only through the gRPC core.',
  'grpc.error-details':
    "Errors carry google.rpc.ErrorInfo with a reason of the contract's ErrorReason enum and metadata.",
  'grpc.error-fields': 'INVALID_ARGUMENT carries BadRequest with a violation for each bad field.',
  'grpc.health': 'grpc.health.v1 answers SERVING once the core takes calls and NOT_SERVING while it drains.',
  'grpc.idempotency-level': 'Read rpcs are marked NO_SIDE_EFFECTS in the contract.',
  'grpc.learning-apply':
    'LearningService.ApplyPattern does over gRPC what apply_pattern does over MCP, with the same result.',
  'grpc.learning-learn':
    'LearningService.LearnPattern does over gRPC what learn_pattern does over MCP, with the same result.',
  'grpc.message-size': "No answer of the core exceeds 4 MiB, so that clients with gRPC's default limit work.",
  'grpc.reflection':
    'Server reflection lists PatternService, VersionService, UsageService, InsightService, LearningService, ProposalService, SkillService, AccessService and AdminService in package tmws.learning.v1.',
  'grpc.reflection-v1alpha': 'Reflection answers v1 and v1alpha.',
  'grpc.remote-error':
    'The client library turns an error into a RemoteError with the reason and metadata of its details.',
  'grpc.request-id-format': 'A request_id that is no UUID is INVALID_ARGUMENT.',
  'grpc.request-id-reused': 'Other content under a used request_id is INVALID_ARGUMENT, reason REQUEST_ID_REUSED.',
  'grpc.request-id-scope': 'A request_id is kept 24 h per caller: two callers may use the same one.',
  'grpc.status':
    'AdminService.GetStatus returns version, uptime, counts, embedder with calibration, degraded, and pending embeddings.',
  'grpc.x-request-id': 'The log lines of a call carry its `x-request-id`, which has no other effect.',
  'mcp.apply.by-id': 'apply_pattern with pattern_query "id:ID" gives that pattern, and with part its next part.',
  'mcp.apply.context-used':
    "apply_pattern's context takes part in the search: the same query with another context ranks other patterns first.",
  'mcp.apply.exclude': 'exclude_ids leaves the named patterns out.',
  'mcp.apply.guidance':
    'application_guidance has recommended_pattern, the first by rank, and confidence_threshold, equal to the min_similarity used.',
  'mcp.apply.max-patterns-default': "apply_pattern's max_patterns is 1–20, default 5.",
  'mcp.apply.message': 'apply_pattern\'s message is "Found {pattern_count} applicable patterns".',
  'mcp.apply.min-similarity-default':
    "apply_pattern's min_similarity is 0–1, default 0.7; patterns below it are left out.",
  'mcp.apply.none':
    "When nothing fits, apply_pattern's found is false, pattern_count 0, patterns empty, and the guidance says to go on without or to learn one.",
  'mcp.apply.over-budget': 'A best pattern larger than token_budget is cut at a heading and says how to get the rest.',
  'mcp.apply.owner': 'Each pattern that apply_pattern returns names its owner.',
  'mcp.apply.parameters':
    'apply_pattern takes pattern_query and context (both required), max_patterns, min_similarity, category and token_budget.',
  'mcp.apply.pattern-fields':
    'Each pattern that apply_pattern returns has pattern_id, pattern_name, category, similarity, confidence, application_count, success_rate, examples and, within the budget, its full content.',
  'mcp.apply.rank': 'apply_pattern ranks by similarity + 0.05·effectiveness.',
  'mcp.apply.reminder': 'An earlier application without an outcome is mentioned once in the next apply_pattern answer.',
  'mcp.apply.response':
    "apply_pattern's result has found, pattern_count (the length of patterns), patterns, application_guidance and application_id.",
  'mcp.apply.text-as-data':
    "Text of other agents' patterns stands in data fields only, never in message, guidance or hints.",
  'mcp.apply.token-budget':
    "apply_pattern's token_budget bounds the result: full content of the best patterns within it, the rest by name and description with the number left out.",
  'mcp.apply.token-budget-default': "apply_pattern's token_budget is at most 20,000, default 4,000.",
  'mcp.claude-code':
    'The `claude mcp add` line that npm start prints starts the server from any folder, with no core running beforehand.',
  'mcp.failure': 'A failure is `isError` with success false, the reason and what to do.',
  'mcp.hints-five-tools': 'Errors and hints over MCP name none but the five tools.',
  'mcp.learn.confidence-default': "learn_pattern's confidence is 0–1, default 0.8, and becomes the prior.",
  'mcp.learn.data-mapping':
    "pattern_data of a learned pattern is metadata's keys plus pattern_content and examples; the two named parameters win over like keys in metadata.",
  'mcp.learn.defaults':
    "A learned pattern is PRIVATE and in the caller's default namespace unless access_level or namespace say otherwise.",
  'mcp.learn.duplicate':
    'learn_pattern of an existing name is isError with the existing pattern_id and says what to do with the tools.',
  'mcp.learn.message': "learn_pattern's message begins with \"Pattern '{pattern_name}' learned successfully\".",
  'mcp.learn.owner': 'A learned pattern belongs to the caller.',
  'mcp.learn.parameters':
    'learn_pattern takes pattern_name, pattern_content, category (required), examples, metadata, confidence, subcategory, access_level, namespace.',
  'mcp.learn.vector-dimensions':
    'vector_dimensions is the dimension of the active embedding model, 1024 with multilingual-e5-large.',
  'mcp.learn.visibility': "learn_pattern's message says who can see the pattern and how to change that.",
  'mcp.protocol-revisions': 'The server speaks protocol revision 2026-07-28 and the older ones down to 2024-11-05.',
  'mcp.same-rights': 'Over stdio MCP calls have the rights of the agent whose credentials the server holds, no more.',
  'mcp.server-name': "The server's name is `tmws`.",
  'mcp.stdout-clean': 'Over stdio nothing but protocol messages is written to stdout; logs go to stderr.',
  'mcp.structured-content': 'structuredContent carries everything a model needs: body, guidance, next step.',
  'mcp.text-copy': 'Each tool answer also carries its content as a text block, for clients without structuredContent.',
  'mcp.thin': 'tmws-mcp loads neither LanceDB, MikroORM nor an embedding model.',
  'migrate.access-team': 'Migrated patterns are TEAM unless `--access-level` says otherwise.',
  'migrate.category': 'A migrated pattern\'s category is the frontmatter\'s, default "general".',
  'migrate.data-fields':
    'pattern_data has description, when_to_use, steps, example, expected_improvement, migrated_from, original_frontmatter.',
  'migrate.found-after':
    'A migrated skill is found by apply_pattern with "optimize database queries" and "PostgreSQL slow SELECT".',
  'migrate.identity':
    'A skill is known again by its source (root and relative path) or its digest, not by its name alone; a same-named skill of another source is renamed with a finding.',
  'migrate.migrated-from': 'migrated_from is the path of the SKILL.md as found, with `/`.',
  'migrate.name-mismatch':
    "A frontmatter name other than the directory's is kept in original_frontmatter and reported as a finding.",
  'migrate.namespace': "Migrated patterns go to `--namespace`, else to the caller's default namespace.",
  'migrate.no-frontmatter': 'A SKILL.md without frontmatter is imported with original_frontmatter {}.',
  'migrate.original-frontmatter': 'original_frontmatter holds the whole frontmatter, unknown fields included.',
  'migrate.owner': "A migrated pattern's owner is the caller, and frontmatter `author` is kept as data.",
  'migrate.pattern-name': "pattern_name is the skill's directory name.",
  'migrate.report': 'Each migrated skill is reported with name and new id, and a summary ends the run.',
  'migrate.rerun': 'Run again, unchanged skills are skipped.',
  'migrate.rerun-changed': 'A changed skill becomes a new version of its pattern.',
  'migrate.rerun-version':
    "The new version of a changed skill has the frontmatter's version if that is SemVer and greater, else the next PATCH.",
  'migrate.scan': 'Migration reads every directory with a SKILL.md under the source, at any depth.',
  'migrate.sections': 'description is the section "Description", else the frontmatter\'s.',
  'migrate.sections-absent': 'An absent section gives an empty string, absent Steps an empty list.',
  'migrate.skips': 'A directory without SKILL.md is skipped and reported as "Skipping {name} - no SKILL.md".',
  'migrate.source-missing': 'A missing source is reported as "No {path} directory found" and nothing changes.',
  'migrate.subcategory': "A migrated pattern's subcategory is the frontmatter's, else unset.",
  'migrate.verify': 'Migrated patterns are listed by namespace and told by `migrated_from` in pattern_data.',
  'migrate.weight': "learning_weight is the frontmatter's `importance`, default 5.0.",
  'migrate.weight-range': 'An `importance` outside 0–10 or not a number gives 5.0 and a finding.',
  'skills.blobs-shared': 'Equal files of different skills are stored once (content-addressed).',
  'skills.body-cut': 'Fields are cut so that pattern_data fits 256 KiB, with a finding, while the file is kept whole.',
  'skills.body-kept': 'pattern_data also holds the body, text before the first heading included.',
  'skills.case-clash': 'File names of a skill that differ only in case are a finding.',
  'skills.files-kept': 'Every file of the skill is kept byte for byte with its mode and SHA-256, binaries included.',
  'skills.headings-any-level': 'Sections are found under headings of any level.',
  'skills.import-stream':
    'ImportSkills takes skills as a client stream and answers one result for each with id, action (created, version, skipped) and findings.',
  'skills.lenient':
    'Import fails on nothing that a person can read (no frontmatter, unquoted colons, BOM, CRLF, wrong names, unknown fields), with a machine-readable finding for each oddity.',
  'skills.read-file': 'SkillService.ReadSkillFile returns the bytes of one file of a readable skill.',
  'skills.steps-bulleted': 'Bulleted steps (`-`, `*`, `+`) become entries without their markers.',
  'skills.steps-numbered': 'All numbered steps become entries, not the first alone, without their numbers.',
} as const;
