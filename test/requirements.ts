/**
 * The requirements that are implemented, by id: data, one entry each. A test shows one by naming its id in brackets at
 * the end of its title; `node test/write-requirements.ts` writes `docs/requirements.md` from both and fails where one
 * lacks a test.
 */
export const REQUIREMENTS = {
  'access.admin-all':
    'An admin of the namespace may get, list, update, delete and export every pattern in it in calls that set `as_admin`.',
  'access.admin-flag':
    'Without `as_admin`, and naming no other agent in an agent field, an admin of the namespace reads and changes no more than a member does.',
  'access.admin-not-mcp':
    'Over MCP an admin sees and changes no more than a member does: tools, resources, completions and skills alike.',
  'access.admin-not-search': '`as_admin` opens nothing in search, apply, recommend and analytics.',
  'access.admin-scope': 'An admin of one namespace has no extra rights in another, with `as_admin` or without.',
  'access.aggregates-readable-only': 'Analytics, counts, suggestions and tree sizes count readable patterns only.',
  'access.choose-level-hint': 'The choose_access_level hint never changes the level that is stored.',
  'access.choose-level-rules':
    'choose_access_level answers in this order: experimental or work in progress = private; team-specific = team; cross-team coordination = shared; universal best practice = public; security policy or compliance requirement = system; else team.',
  'access.default-private': 'Without access_level a pattern that starts a lineage is PRIVATE.',
  'access.draft-owner': 'A DRAFT is readable by its owner alone, whatever its level.',
  'access.filter-not-grant':
    'The access_levels filter narrows a search and never grants: `["private"]` returns the caller\'s own PRIVATE patterns only.',
  'access.five-levels':
    'Access levels are exactly PRIVATE, TEAM, SHARED, PUBLIC, SYSTEM; any other value is INVALID_ARGUMENT.',
  'access.level-spelling':
    'MCP and CLI take access levels in either case and write them lower-case (`private`, `team`, `shared`, `public`, `system`).',
  'access.not-found-equal':
    'An unreadable pattern is NOT_FOUND with reason PATTERN_NOT_FOUND and text "not found or not accessible", the same in status, reason, detail and shape as an unknown id.',
  'access.not-found-everywhere':
    'Use, update, delete, undelete, approve, lint, versions, revisions, compare, export, propose and evolve of an unreadable pattern all answer as for an unknown id.',
  'access.one-gate':
    'Get, list, search, recommend, analytics, counts, export, skills, versions and usage give the same verdict for the same caller and pattern.',
  'access.owner-always-reads':
    'The owner always reads its own pattern, at every level and status, member of the namespace or not.',
  'access.owner-changes':
    'Without `as_admin`, PRIVATE, TEAM, SHARED and PUBLIC patterns are changed, versioned and deleted by their owner alone.',
  'access.private-read': 'A PRIVATE pattern is read and used by its owner alone.',
  'access.public-read': 'A PUBLIC pattern is read and used by every agent of every namespace.',
  'access.revocation-immediate':
    'Lost rights (level lowered, taken off shared_with_agents, membership ended) hold on every path from the moment the change returns.',
  'access.shared-list-duplicates': 'Duplicates in shared_with_agents are dropped.',
  'access.shared-list-inert':
    'shared_with_agents is kept at any level and grants access only while the level is SHARED.',
  'access.shared-list-owner': 'The owner in shared_with_agents is accepted and changes nothing.',
  'access.shared-read':
    'A SHARED pattern is read and used by its owner and the agents in shared_with_agents, in whatever namespace they are; with an empty list by its owner alone.',
  'access.system-read': 'A SYSTEM pattern is read and used by every agent.',
  'access.system-write':
    'Only system admins create, change, version or delete a SYSTEM pattern, or raise one to SYSTEM.',
  'access.team-read': 'A TEAM pattern is read and used by its owner and by every member of its namespace.',
  'access.transfer-admins-only':
    'TransferOwnership by a caller who is no admin is PERMISSION_DENIED for a pattern it can read.',
  'access.transfer-audited':
    'A transfer of ownership is in the audit log: who, which pattern, former and new owner, when.',
  'access.transfer-ownership':
    "TransferOwnership by an admin makes another agent the owner of a pattern's whole lineage, with id, history and statistics unchanged.",
  'access.transfer-taken':
    'A transfer to an agent who owns a pattern of that name and version in the namespace is ALREADY_EXISTS.',
  'access.visible-not-changeable':
    'Changing a pattern the caller may read but not change is PERMISSION_DENIED naming the owner.',
  'analytics.agent-filter':
    "GetPatternAnalytics' agent_id is a filter by owner that every caller may set, never an actor.",
  'analytics.both-shapes':
    'One answer holds total_patterns, category_distribution, top_patterns, success_statistics, daily usage, window and overview, distribution, usage_patterns, learning_timeline, recommendations, version comparisons and regressions.',
  'analytics.by-confidence': 'by_confidence counts high ≥0.8, medium ≥0.6, low below.',
  'analytics.cache-day': 'A call on a new UTC day is computed anew, also without a change in between.',
  'analytics.cache-fresh': 'A call after any change (create, update, delete, use, access, membership) reflects it.',
  'analytics.cache-hit':
    'A second identical call on unchanged data is served from the cache in under 1 ms inside the core.',
  'analytics.cache-per-caller': 'The cache never gives one caller the numbers of another.',
  'analytics.category-distribution':
    'category_distribution and distribution.by_category map each category to its number of patterns and are equal.',
  'analytics.daily-usage': 'Daily usage gives uses per UTC day over the last `days`, empty days with 0.',
  'analytics.days-scope':
    'days bounds daily usage, learning_timeline and window; totals, distributions and rankings are over all time.',
  'analytics.empty': 'Without patterns all numbers are 0, lists are empty, health is unknown; no error.',
  'analytics.filters': 'agent_id, namespace and category narrow every part of the answer.',
  'analytics.health':
    'knowledge_base_health is excellent from 0.85 average success, good from 0.7, needs_improvement below, unknown without outcomes.',
  'analytics.high-value':
    'recommendations.high_value_patterns lists patterns used more than average with success >0.8.',
  'analytics.knowledge-gaps':
    'recommendations.knowledge_gaps lists names of areas with activity and fewer than 3 readable patterns.',
  'analytics.most-least-applied':
    'most_applied and least_applied are 5 each with pattern_name, application_count, success_rate, of patterns used at least once.',
  'analytics.overview':
    'overview has total_patterns, total_applications, avg_applications_per_pattern (2 decimals), avg_success_rate (3 decimals), knowledge_base_health.',
  'analytics.parameters': 'GetPatternAnalytics takes agent_id, namespace, category and days (default 30, at least 1).',
  'analytics.success-statistics':
    'success_statistics has avg_success_rate, stddev_success_rate, min_success_rate, max_success_rate over patterns with known outcomes.',
  'analytics.timeline': 'learning_timeline gives the patterns created per UTC day within the last `days`.',
  'analytics.to-review': 'recommendations.patterns_to_review lists patterns with success <0.6 over ≥3 outcomes.',
  'analytics.to-review-stale':
    'recommendations.patterns_to_review also lists the patterns that raise a stale_opportunity, whatever their success.',
  'analytics.top-patterns':
    'top_patterns are the 10 most used, each with id, pattern_name, application_count (= usage_count), success_rate and confidence_score.',
  'analytics.total-patterns':
    'total_patterns and overview.total_patterns are equal and count all readable, not deleted patterns exactly.',
  'analytics.unused': 'unused_patterns is the number of patterns with usage_count 0.',
  'analytics.versions':
    'Version comparisons give for each lineage with several used versions the success rate of each, e.g. 0.95 for 2.0.0 against 0.78 for 1.0.0.',
  'analytics.window': 'The window block gives the applications and avg_success_rate of the last `days`.',
  'batch.agent-default': "A batch's agent_id is the default for its items; an item's own agent_id wins.",
  'batch.bytes': 'A batch is at most 3 MiB a call; more is INVALID_ARGUMENT naming the limit.',
  'batch.create':
    "BatchCreatePatterns takes items of CreatePattern's schema, follows its defaults and rules for each, and returns the patterns in order.",
  'batch.duplicates-within': 'Two items of one batch with the same name and version refuse the batch, naming both.',
  'batch.error-names-item': 'A refused batch names each bad item by index and field.',
  'batch.itemwise': 'With `itemwise: true` the good items are stored and each item gets its own result or error.',
  'batch.limit': 'A batch holds at most 1,000 items; more is INVALID_ARGUMENT naming the limit.',
  'batch.one-transaction': 'A batch is one database transaction: all items are stored or none.',
  'cli.access-hint': '`tmws pattern create` without a level prints the choose_access_level hint on stderr.',
  'cli.ambiguous-name': 'A name that fits several patterns exits 2, and the message lists their ids.',
  'cli.analytics': '`tmws analytics` prints the answer of GetPatternAnalytics.',
  'cli.apply': '`tmws apply QUERY --context …` prints what ApplyPattern answers.',
  'cli.audit': '`tmws audit list` shows the audit log to admins and `tmws audit verify` checks its chain.',
  'cli.color-terminal': 'Colour and progress are written only to a terminal.',
  'cli.completion': '`tmws completion` gives scripts for bash, zsh and fish that complete nouns, verbs and flags.',
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
  'cli.experience': '`tmws experience record` does what RecordExperience does.',
  'cli.help': 'Every command has `--help` with at least one example.',
  'cli.help-examples': 'The examples in `--help` run as printed.',
  'cli.json': 'Every command with `--json` prints exactly one JSON object with stable keys on stdout.',
  'cli.json-errors': 'With `--json` an error is one JSON object with reason, message and metadata.',
  'cli.keys': '`tmws key create`, `show`, `list`, `update`, `revoke` and `rotate` manage API keys.',
  'cli.members':
    '`tmws agent`, `tmws namespace` and `tmws member` create, show, list, update and delete agents, namespaces and memberships with their roles.',
  'cli.no-color': 'NO_COLOR set to any non-empty value switches colour off on a terminal too.',
  'cli.opportunities': '`tmws opportunities` prints the answer of SuggestLearningOpportunities.',
  'cli.pattern-approve': '`tmws pattern approve` does what ApprovePattern does.',
  'cli.pattern-by-name': 'A pattern is named by id, by name or by name@version in every command that takes one.',
  'cli.pattern-create-from':
    '`tmws pattern create --from FILE` creates the one pattern or the many that FILE holds, many of them by BatchCreatePatterns.',
  'cli.pattern-diff': '`tmws pattern diff` prints the changed paths between two revisions.',
  'cli.pattern-history': '`tmws pattern history` lists the revisions with number, who, when and reason.',
  'cli.pattern-lint': '`tmws pattern lint` prints what LintPattern answers.',
  'cli.pattern-share': "`tmws pattern share` sets a pattern's access level and shared_with_agents.",
  'cli.pattern-transfer': '`tmws pattern transfer` does what TransferOwnership does.',
  'cli.pattern-verbs':
    '`tmws pattern create`, `list`, `show`, `update`, `delete`, `undelete`, `purge` and `restore` do what the rpcs of these names do.',
  'cli.proposals': "`tmws proposal list`, `show`, `accept` and `reject` handle the proposals on the caller's patterns.",
  'cli.recommend':
    '`tmws recommend` prints the answer of RecommendPatterns with every term of the score, with `--limit` for page_size.',
  'cli.reindex': '`tmws reindex` rebuilds the vector index from the rows.',
  'cli.report':
    '`tmws report` prints the team learning report: total patterns, total applications, average success, health, category distribution, top 5, recommendations.',
  'cli.report-html': '`tmws report --html FILE` writes the same report as one self-contained HTML file.',
  'cli.search':
    '`tmws search QUERY` prints the hits of SearchPatterns with name, similarity and quoted passage, with `--limit` for page_size.',
  'cli.service-api': 'Every service method of the specification has a CLI command, batch creation included.',
  'cli.start': '`tmws start` starts the core and keeps it running without a client until `tmws stop`.',
  'cli.start-examples':
    'npm start puts its examples into the namespace examples of the real data folder and says how to remove them.',
  'cli.status':
    '`tmws status` says whether a core runs, at which address, with which version, pattern count and embedder.',
  'cli.stdout-stderr': 'Results go to stdout, errors, hints and progress to stderr.',
  'cli.stop': '`tmws stop` ends the core of the data folder as SIGTERM does, and exits 0 when none runs.',
  'cli.thin': 'The CLI and the migration tool load neither LanceDB, MikroORM nor an embedding model.',
  'cli.tool-calls':
    "The five tools' names are commands with the specification's flags (`tmws learn_pattern --pattern_name …`, also `--pattern-name`).",
  'cli.usage-verbs': '`tmws usage record` and `tmws usage list` do what RecordUsage and ListUsage do.',
  'cli.version-verbs':
    '`tmws version create`, `list` and `compare` do what CreateVersion, ListVersions and CompareVersions do.',
  'cli.whoami': '`tmws whoami` prints agent, namespaces with roles, scopes and how the caller is known.',
  'create.category': 'category is 1–100 characters and subcategory at most 100 or unset; else INVALID_ARGUMENT.',
  'create.complexity-score': 'complexity_score is 0–1 or unset; unset stays unset and is distinct from 0.',
  'create.confidence-prior':
    "confidence is the author's prior, 0–1, default 0.5, and gives the first confidence_score.",
  'create.data-free-form':
    'Any keys and nesting of pattern_data are kept as given (strings, numbers, booleans, null, arrays, objects, any script).',
  'create.data-limits':
    'pattern_data is a JSON object of at most 256 KiB and depth 32; else INVALID_ARGUMENT naming the limit.',
  'create.fields':
    'CreatePattern takes pattern_name, category, pattern_data, agent_id, namespace, subcategory, tags, access_level, shared_with_agents, status, learning_weight, complexity_score, confidence, version and parent_pattern_id.',
  'create.learning-weight': 'learning_weight is 0–10, default 1.0; outside or not finite it is INVALID_ARGUMENT.',
  'create.name': 'pattern_name is 1–255 printable characters without control characters; else INVALID_ARGUMENT.',
  'create.name-nfc': 'pattern_name is stored and compared in NFC.',
  'create.parent':
    'CreatePattern with version and parent_pattern_id (Method 2) makes a version of that parent, under all rules of CreateVersion.',
  'create.required':
    'pattern_name, category and pattern_data are required; each one missing is INVALID_ARGUMENT naming the field.',
  'create.returns-pattern':
    'CreatePattern returns the stored pattern with id (UUID), version, created_at, updated_at, usage_count 0 and success_rate 0.',
  'create.tags': 'tags are at most 20 of 1–50 characters; else INVALID_ARGUMENT.',
  'create.unique-key': '(namespace, owner, pattern_name, version) is unique among undeleted patterns.',
  'create.unique-name':
    'Creating a name that exists without naming a version is ALREADY_EXISTS with the existing id in metadata.',
  'create.unique-name-hint': 'The ALREADY_EXISTS message of CreatePattern tells of CreateVersion and of UpdatePattern.',
  'create.unique-name-race':
    'Of concurrent creations of one name exactly one succeeds and the others are ALREADY_EXISTS.',
  'create.version-default': 'version is SemVer 2.0, default "1.0.0"; anything else is INVALID_ARGUMENT.',
  'create.version-without-parent':
    "CreatePattern that names a new version of the caller's existing name without parent_pattern_id joins that lineage under its highest lower version.",
  'delete.children-keep': 'Deleting a version leaves its children in place; their parent is shown as deleted.',
  'delete.hides':
    'DeletePattern answers with deleted_at and hides the pattern at once from get, list, search, use, recommend and analytics.',
  'delete.name-free': 'A deleted pattern does not block its name and version.',
  'delete.purge': 'A deleted pattern is purged after 30 days.',
  'delete.purge-audited':
    'That a pattern was purged or a revision redacted stays in the audit log, without the content.',
  'delete.purge-now': 'PurgePattern purges at once and is for admins.',
  'delete.undelete':
    'Within 30 days UndeletePattern brings a deleted pattern back whole: data, counters, versions, files.',
  'delete.undelete-taken': 'Undeleting onto a name and version that were taken meanwhile is ALREADY_EXISTS.',
  'docs.access': 'The five levels, who reads, who changes, and the choice of a level are documented.',
  'docs.api-reference': 'Each rpc is documented with fields, defaults and errors by reason.',
  'docs.best-practices': 'Naming, data structure, access choice, maintenance, sharing and batching are documented.',
  'docs.cooperation':
    'The documentation says that between agents of one operating-system user the levels are cooperation, not security.',
  'docs.differences': 'Where the product departs from the specification is documented with the reason.',
  'docs.examples':
    "The specification's scenarios (team knowledge base, cross-agent collaboration, evolution by use, examples 1–4) exist as runnable examples.",
  'docs.formulas':
    'success_rate, confidence_score, effectiveness, the recommendation score and the apply ranking are documented with their sources.',
  'docs.migration':
    'Migration from `.claude/skills/` is documented step by step: export, convert, verify, update workflows.',
  'docs.npm-start-answer': '`npm start` imports the skills of `examples/skills` and answers one question from them.',
  'docs.npm-start-connect': '`npm start` prints how to connect Claude Code, the CLI and a gRPC client.',
  'docs.npm-start-once': '`npm start -- --once` ends with status 0 after the answer.',
  'docs.npm-start-own':
    '`npm start -- --skills DIR --ask "…"` imports the user\'s own skills and answers the given question from them.',
  'docs.npm-start-second': 'A second `npm start` builds nothing, imports nothing again and answers.',
  'docs.npm-start-serves': 'Without `--once` `npm start` serves until Ctrl-C, then ends cleanly.',
  'docs.tools-reference': 'Each of the five tools is documented with parameters, defaults and an example answer.',
  'embeddings.catch-up':
    'Patterns written while the embedder was down or not there yet are embedded without being asked when it is back.',
  'embeddings.default-offline': 'The bundled model works without a network at first start.',
  'embeddings.digest':
    "A model file that does not match its preset's digest is refused with a message, and search answers degraded.",
  'embeddings.endpoint':
    'With TMWS_EMBEDDER set to an `http(s)://` address, texts are embedded by the OpenAI-compatible endpoint there with the model TMWS_EMBEDDER_MODEL.',
  'embeddings.endpoint-key': 'TMWS_EMBEDDER_API_KEY is sent to the endpoint as a bearer token.',
  'embeddings.preset-e5-large':
    'A preset for multilingual-e5-large with 1024 dimensions exists, with its query and passage prefixes.',
  'embeddings.preset-select': 'TMWS_EMBEDDER (or `--embedder`) names the preset that a new data folder uses.',
  'embeddings.uncalibrated': 'An endpoint model without a calibration map is shown as `uncalibrated`.',
  'embeddings.writes-go-on': 'Creating and updating patterns works while the embedder is down.',
  'export.access': 'Export holds readable patterns only; an unreadable id is NOT_FOUND.',
  'export.authored': 'A pattern never imported is exported as a skill with its fields as sections.',
  'export.cli': '`tmws migrate export DIR` writes a skill folder for each readable pattern.',
  'export.identical': 'Export of an unchanged import is byte-identical: same files, same bytes, same modes.',
  'export.no-loss':
    'Fields that the portable frontmatter cannot hold are kept in `metadata` or the body, none dropped silently.',
  'export.portable-description': "A portable export's description is 1–1024 characters without `<` and `>`.",
  'export.portable-fields':
    "A portable export's frontmatter has only name, description, license, compatibility, metadata, allowed-tools, in block YAML.",
  'export.portable-name':
    "A portable export's name is ASCII kebab, at most 64 characters, equal to the folder; `database_optimization` becomes `database-optimization`.",
  'export.portable-valid': 'A portable export of any pattern passes the official validator.',
  'get.by-id': 'GetPattern returns the readable pattern of an id.',
  'grpc.address': 'A frontend connects to TMWS_ADDRESS, given as `unix:…`, `host:port` or `https://…`.',
  'grpc.cancel': 'A call cancelled by its client leaves no half-written pattern.',
  'grpc.client-retries':
    'The client library sends a request_id with every mutating call and retries a mutating call only with it.',
  'grpc.codes':
    'NotFoundError is NOT_FOUND, PermissionError PERMISSION_DENIED (NOT_FOUND when unreadable), ValidationError INVALID_ARGUMENT, stale etag ABORTED, name taken ALREADY_EXISTS, no credentials UNAUTHENTICATED, secret found FAILED_PRECONDITION, limit hit RESOURCE_EXHAUSTED.',
  'grpc.contract-first': 'The MCP server, the CLI and the migration tool reach data only through the gRPC core.',
  'grpc.core-service':
    'Each service method of the specification is an rpc: create, get, list by agent (ListPatterns with `owner`), search, use (RecordUsage), update, delete, analytics, recommend, batch create, create version.',
  'grpc.error-details':
    "Errors carry google.rpc.ErrorInfo with a reason of the contract's ErrorReason enum and metadata.",
  'grpc.error-fields': 'INVALID_ARGUMENT carries BadRequest with a violation for each bad field.',
  'grpc.error-metadata': "Every id, name, limit and value in an error's text also stands in its ErrorInfo metadata.",
  'grpc.health': 'grpc.health.v1 answers SERVING once the core takes calls and NOT_SERVING while it drains.',
  'grpc.health-no-key': 'Health checks need no API key.',
  'grpc.idempotency-level': 'Read rpcs are marked NO_SIDE_EFFECTS in the contract.',
  'grpc.learning-apply':
    'LearningService.ApplyPattern does over gRPC what apply_pattern does over MCP, with the same result.',
  'grpc.learning-evolve':
    'LearningService.EvolvePattern does over gRPC what evolve_pattern does over MCP, with the same result.',
  'grpc.learning-learn':
    'LearningService.LearnPattern does over gRPC what learn_pattern does over MCP, with the same result.',
  'grpc.list-basic': 'List rpcs return the BASIC view, without pattern_data.',
  'grpc.listen': 'With TMWS_LISTEN (or `--listen`) set to host:port the core serves there over TCP.',
  'grpc.message-size': "No answer of the core exceeds 4 MiB, so that clients with gRPC's default limit work.",
  'grpc.other-languages': "Python and Go clients generated from the proto files can do the specification's examples.",
  'grpc.paging': 'Every list rpc pages with page_size and page_token and gives each item once.',
  'grpc.pattern-data-json': 'context_data and evolution_data are JSON objects on the wire and come back deep-equal.',
  'grpc.presence':
    'Unset differs from zero where the specification says None: success, complexity_score, parent_pattern_id, subcategory, update fields.',
  'grpc.reflection':
    'Server reflection lists PatternService, VersionService, UsageService, InsightService, LearningService, ProposalService, SkillService, AccessService and AdminService in package tmws.learning.v1.',
  'grpc.reflection-v1alpha': 'Reflection answers v1 and v1alpha.',
  'grpc.remote-error':
    'The client library turns an error into a RemoteError with the reason and metadata of its details.',
  'grpc.request-id': 'Every mutating rpc repeated with the same request_id gets the first answer and acts once.',
  'grpc.request-id-format': 'A request_id that is no UUID is INVALID_ARGUMENT.',
  'grpc.request-id-reused': 'Other content under a used request_id is INVALID_ARGUMENT, reason REQUEST_ID_REUSED.',
  'grpc.request-id-scope': 'A request_id is kept 24 h per caller: two callers may use the same one.',
  'grpc.status':
    'AdminService.GetStatus returns version, uptime, counts, embedder with calibration, degraded, and pending embeddings.',
  'grpc.trace-context': "A `traceparent` in the call's metadata is the parent of the core's spans.",
  'grpc.x-request-id': 'The log lines of a call carry its `x-request-id`, which has no other effect.',
  'identity.acting-for-other-admin':
    'In the agent fields, but for search, apply and recommend, a system admin may name any agent and an admin of a namespace its members.',
  'identity.acting-for-other-denied':
    'An agent field that names another agent is PERMISSION_DENIED for a caller who is neither a system admin nor an admin of a namespace of that agent.',
  'identity.acting-for-other-scope': 'An admin of a namespace acts for its members in that namespace only.',
  'identity.acting-for-other-search':
    'In search, apply, recommend and over MCP no admin acts for another agent: naming one is PERMISSION_DENIED.',
  'identity.agent-create': 'CreateAgent, for admins alone, makes an agent with a default namespace.',
  'identity.agent-delete':
    'DeleteAgent, for admins alone, ends an agent: its keys are UNAUTHENTICATED from the next call on.',
  'identity.agent-delete-patterns': 'Deleting an agent that has patterns is FAILED_PRECONDITION with their number.',
  'identity.agent-fields-optional':
    'agent_id, requesting_agent_id, using_agent_id, updating_agent_id and deleting_agent_id are optional; absent means the caller.',
  'identity.agent-get':
    'GetAgent returns an agent with default namespace and memberships, NOT_FOUND for an unknown id.',
  'identity.agent-id-format':
    'An agent_id is 1–100 characters of `[A-Za-z0-9._-]`; anything else is INVALID_ARGUMENT naming the field.',
  'identity.agent-list':
    "ListAgents gives the agents of the caller's namespaces in pages, all agents to a system admin.",
  'identity.agent-update': "UpdateAgent changes an agent's default namespace to one it belongs to.",
  'identity.agent-variable':
    "A frontend names the agent of TMWS_AGENT over the socket, without it the operating-system user's name.",
  'identity.api-key-create': 'CreateApiKey makes a key for an agent with scopes and an optional expiry.',
  'identity.api-key-delete': 'DeleteApiKey revokes a key.',
  'identity.api-key-ends': 'An expired or revoked API key is UNAUTHENTICATED from the next call on.',
  'identity.api-key-get': 'GetApiKey and ListApiKeys show id, agent, scopes, expiry and last use, never the secret.',
  'identity.api-key-hash': 'The secret of an API key is shown once at creation and stored only as a hash.',
  'identity.api-key-last-use': 'The last use of an API key is recorded and listed.',
  'identity.api-key-rotation': 'RotateApiKey gives a key a new secret that works before the old one ends.',
  'identity.api-key-scopes':
    "API keys carry scopes `read`, `write`, `admin`; a call beyond the key's scopes is PERMISSION_DENIED.",
  'identity.api-key-secret': 'An API key is `tmws_…` with 256 random bits and is sent as `authorization: Bearer`.',
  'identity.api-key-update': "UpdateApiKey changes a key's scopes and expiry from the next call on.",
  'identity.api-key-variable': 'A frontend sends TMWS_API_KEY as its bearer token.',
  'identity.caller-from-credentials': 'The caller is taken from its credentials, never from a request field.',
  'identity.default-namespace-name': 'An agent provisioned without a namespace gets the namespace `default`.',
  'identity.default-namespace-used': "A request that names no namespace writes to the caller's default namespace.",
  'identity.foreign-namespace-read':
    'A listing or search naming a namespace the caller is no member of returns what it may see there (PUBLIC, SYSTEM, SHARED with it), no more and no error.',
  'identity.membership-create': 'CreateMembership, for admins of the namespace, adds an agent with a role.',
  'identity.membership-delete': 'DeleteMembership, for admins of the namespace, ends a membership.',
  'identity.membership-get':
    'GetMembership and ListMemberships show agent, namespace and role to members of the namespace.',
  'identity.membership-update': 'UpdateMembership, for admins of the namespace, changes the role.',
  'identity.memberships': 'An agent belongs to any number of namespaces with role `member` or `admin`.',
  'identity.namespace-checked':
    "A namespace named in a write is checked against the caller's memberships in the database; without membership it is PERMISSION_DENIED.",
  'identity.namespace-create': 'CreateNamespace, for system admins, makes a namespace with its creator as admin.',
  'identity.namespace-delete': 'DeleteNamespace removes a namespace that holds no pattern.',
  'identity.namespace-delete-patterns':
    'Deleting a namespace that has patterns is FAILED_PRECONDITION with their number.',
  'identity.namespace-format':
    'A namespace is 1–100 characters of `[A-Za-z0-9._-]`; anything else is INVALID_ARGUMENT naming the field.',
  'identity.namespace-get': "GetNamespace and ListNamespaces show the caller's namespaces, all to a system admin.",
  'identity.namespace-isolation':
    'TEAM and PRIVATE patterns of one namespace are never shown to agents that are not its members (multi-tenant isolation).',
  'identity.namespace-update': "UpdateNamespace, for its admins, changes a namespace's description.",
  'identity.namespace-variable': 'A frontend names the namespace of TMWS_NAMESPACE over the socket.',
  'identity.provisioning':
    'Unknown agents and namespaces are provisioned on first use over the Unix socket, and nowhere else.',
  'identity.socket-mode': 'The embedded default listens on a Unix socket in the runtime directory with mode 0600.',
  'identity.socket-names-agent':
    'Over the Unix socket a caller without a bearer token names its agent in `x-tmws-agent` and its namespace in `x-tmws-namespace`.',
  'identity.socket-token': 'A bearer token sent over the Unix socket decides who the caller is.',
  'identity.system-admin-first': 'The first agent of an embedded data folder is a system admin, later agents are not.',
  'identity.system-admin-key': 'The holder of an API key of scope `admin` is a system admin.',
  'identity.system-owner': '`system` is the built-in owner of SYSTEM patterns.',
  'identity.tcp-requires-credentials':
    'A TCP call without a valid API key is UNAUTHENTICATED, whatever its metadata says, health checks excepted.',
  'identity.whoami': "WhoAmI returns the caller's agent, namespaces with roles, scopes and how it is known.",
  'lint.findings':
    'Create, update and import return lint findings as machine-readable items with code, field and text.',
  'lint.generic-names':
    'Lint flags names that say nothing (`pattern1`, `fix_bug`, one generic word such as `optimization`) and states the convention `{domain}_{action}_{detail}`.',
  'lint.good-names':
    "Lint passes the specification's good names: database_query_optimization, sql_injection_prevention, microservices_event_driven, database_index_composite, security_audit_api, architecture_event_bus.",
  'lint.minimum-fields':
    'Lint names each missing minimum field: description, problem, solution, steps, example, expected_improvement.',
  'lint.near-duplicate':
    "Lint reports readable patterns with a passage cosine above the preset's `duplicate` mark, with their ids, and never an unreadable one.",
  'lint.near-duplicate-pending': 'While the embedder is away the near-duplicate finding is `pending`.',
  'lint.never-rejects': 'A lint finding never rejects a creation, update or import.',
  'lint.recommended-fields':
    'when_to_use, when_not_to_use, prerequisites, code_example, frameworks, languages, benchmark, benefits, drawbacks and gotchas are kept, indexed and never demanded.',
  'lint.rpc': 'LintPattern returns the lint findings of a readable pattern and changes nothing.',
  'list.by-agent':
    'ListPatterns with `owner` gives the readable patterns of an agent (get_patterns_by_agent), narrowed by namespace, category and access level.',
  'list.paging': 'ListPatterns gives pages of 50 by default, each pattern once, also while patterns are created.',
  'mcp.analytics.parameters': 'get_pattern_analytics works without parameters and takes days and namespace.',
  'mcp.analytics.response':
    "get_pattern_analytics' result has overview, distribution and usage_patterns with the keys of the specification's example.",
  'mcp.apply.application-id': 'application_id can be named in evolve_pattern to tie the outcome to what was applied.',
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
  'mcp.apply.restart': 'An application_id works after a restart of the core.',
  'mcp.apply.text-as-data':
    "Text of other agents' patterns stands in data fields only, never in message, guidance or hints.",
  'mcp.apply.token-budget':
    "apply_pattern's token_budget bounds the result: full content of the best patterns within it, the rest by name and description with the number left out.",
  'mcp.apply.token-budget-default': "apply_pattern's token_budget is at most 20,000, default 4,000.",
  'mcp.claude-code':
    'The `claude mcp add` line that npm start prints starts the server from any folder, with no core running beforehand.',
  'mcp.completion': 'Prompt arguments that name a pattern are completed among readable patterns.',
  'mcp.envelope':
    "Each of the five tools answers {success, result, message}, message included where the specification's example leaves it out.",
  'mcp.evolve.bump':
    "With bump PATCH, MINOR or MAJOR the owner's merged evolution_data becomes a new version, and the named pattern stays as it was.",
  'mcp.evolve.counts':
    'evolution_count is the number of evolve_pattern calls recorded on the pattern, applications_analyzed its usage_count after the call.',
  'mcp.evolve.merge':
    "Without bump the owner's evolution_data is merged into pattern_data by RFC 7396 as a new revision.",
  'mcp.evolve.message':
    'evolve_pattern\'s message is "Pattern evolved - Success rate: {new_success_rate with 2 decimals}".',
  'mcp.evolve.no-outcome': 'evolve_pattern without success_feedback records no use.',
  'mcp.evolve.null-deletes': 'In evolution_data null deletes the key (RFC 7396), and the answer shows the diff.',
  'mcp.evolve.outcome':
    'evolve_pattern with success_feedback records one use with that outcome and notes in its context.',
  'mcp.evolve.outcome-once':
    'An application_id counts one outcome for each pattern, however often evolve_pattern names it.',
  'mcp.evolve.parameters':
    'evolve_pattern takes pattern_id and evolution_data (both required), success_feedback, notes, application_id and bump.',
  'mcp.evolve.proposal':
    'evolution_data of an agent who is not the owner becomes a proposal, with bump or without, and changes nothing yet.',
  'mcp.evolve.report-only': 'evolve_pattern with evolution_data {} records the outcome and changes nothing else.',
  'mcp.evolve.response':
    "evolve_pattern's result has pattern_id, pattern_name and evolution_summary with previous_success_rate, new_success_rate, previous_confidence, new_confidence, evolution_count, applications_analyzed.",
  'mcp.evolve.zero-uses': 'evolve_pattern on a never used pattern works without error.',
  'mcp.failure': 'A failure is `isError` with success false, the reason and what to do.',
  'mcp.five-tools':
    'tools/list gives exactly learn_pattern, apply_pattern, get_pattern_analytics, evolve_pattern, suggest_learning_opportunities.',
  'mcp.hints-five-tools': 'Errors and hints over MCP name none but the five tools.',
  'mcp.http':
    '`tmws-mcp --http [HOST:PORT]` serves the same tools, resources, prompts and skills over streamable HTTP.',
  'mcp.http-identity':
    'Over HTTP each request acts as the agent of its own bearer token, which the server forwards to the core.',
  'mcp.http-no-cache': "Over HTTP nothing of one caller's answers is served to another.",
  'mcp.http-origin': 'Over HTTP a request with a foreign Host or Origin is refused.',
  'mcp.learn.confidence-default': "learn_pattern's confidence is 0–1, default 0.8, and becomes the prior.",
  'mcp.learn.data-mapping':
    "pattern_data of a learned pattern is metadata's keys plus pattern_content and examples; the two named parameters win over like keys in metadata.",
  'mcp.learn.defaults':
    "A learned pattern is PRIVATE and in the caller's default namespace unless access_level or namespace say otherwise.",
  'mcp.learn.duplicate':
    'learn_pattern of an existing name is isError with the existing pattern_id and says what to do with these five tools (evolve_pattern or another name).',
  'mcp.learn.message': "learn_pattern's message is \"Pattern '{pattern_name}' learned successfully\".",
  'mcp.learn.owner': 'A learned pattern belongs to the caller.',
  'mcp.learn.parameters':
    'learn_pattern takes pattern_name, pattern_content, category (required), examples, metadata, confidence, subcategory, access_level, namespace.',
  'mcp.learn.response':
    "learn_pattern's result has pattern_id, pattern_name, category, confidence, examples_count, vector_dimensions, stored_at (UTC with `Z`), and the lint findings.",
  'mcp.learn.secret':
    'learn_pattern of a pattern of level TEAM or wider that holds a secret is isError with the place, and nothing is stored.',
  'mcp.learn.vector-dimensions':
    'vector_dimensions is the dimension of the active embedding model, 1024 with multilingual-e5-large.',
  'mcp.learn.visibility': "learn_pattern's message says who can see the pattern and how to change that.",
  'mcp.plugin': 'The plugin folder (`.claude-plugin/`) adds the server and its slash commands to Claude Code.',
  'mcp.prompts': 'The server offers the prompts `use-pattern`, `learn-from-this` and `review-patterns`.',
  'mcp.protocol-revisions': 'The server speaks protocol revision 2026-07-28 and the older ones down to 2024-11-05.',
  'mcp.resources': 'Readable patterns are resources `tmws://pattern/{id}`.',
  'mcp.resources-unreadable': "Reading an unreadable pattern's resource gives the same error as an unknown one.",
  'mcp.resources-versions': '`tmws://pattern/{id}/versions` is the readable version tree of a pattern.',
  'mcp.same-rights': 'Over stdio MCP calls have the rights of the agent whose credentials the server holds, no more.',
  'mcp.server-name': "The server's name is `tmws`.",
  'mcp.skills-best-first': 'skills/list gives the patterns marked serve_as_skill, the best 50 on its first page.',
  'mcp.skills-extension':
    "Patterns are served as Agent Skills over the MCP skills extension (SEP-2640), filtered by the caller's rights.",
  'mcp.skills-marked': 'Imported patterns are marked serve_as_skill by default, others only when told.',
  'mcp.skills-sha256': 'Each file of a served skill carries the SHA-256 of the bytes that are read.',
  'mcp.skills-unreadable': "An unreadable skill's URI gives the same −32602 error as an unknown one.",
  'mcp.skills-uri': 'Skill URIs are `skill://{namespace}/{owner}/{version}-r{revision}/{name}/…`.',
  'mcp.stdout-clean': 'Over stdio nothing but protocol messages is written to stdout; logs go to stderr.',
  'mcp.structured-content': 'structuredContent carries everything a model needs: body, guidance, next step.',
  'mcp.suggest.response':
    "suggest_learning_opportunities takes namespace and answers with the keys of the specification's example.",
  'mcp.text-copy': 'Each tool answer also carries its content as a text block, for clients without structuredContent.',
  'mcp.thin': 'tmws-mcp loads neither LanceDB, MikroORM nor an embedding model.',
  'mcp.trace-context': "W3C trace context in a request's `_meta` reaches the core.",
  'migrate.access-team':
    'Migrated patterns that the scan does not flag are TEAM unless `--access-level` says otherwise.',
  'migrate.category': 'A migrated pattern\'s category is the frontmatter\'s, default "general".',
  'migrate.check': '`tmws migrate check DIR…` reports what an import would find and changes nothing.',
  'migrate.data-fields':
    'pattern_data has description, when_to_use, steps, example, expected_improvement, migrated_from, original_frontmatter.',
  'migrate.found-after':
    'A migrated skill is found by apply_pattern with "optimize database queries" and "PostgreSQL slow SELECT".',
  'migrate.identity':
    'A skill is known again by its source (root and relative path) or its digest, not by its name alone; a same-named skill of another source is renamed with a finding.',
  'migrate.legacy':
    "`tmws migrate legacy FILE` imports the patterns of the specification's legacy implementation with name, category, content, examples, confidence and counts.",
  'migrate.migrated-from': 'migrated_from is the path of the SKILL.md as found, with `/`.',
  'migrate.name-mismatch':
    "A frontmatter name other than the directory's is kept in original_frontmatter and reported as a finding.",
  'migrate.namespace':
    "Migrated patterns go to `--namespace`, else the caller's default namespace (`trinitas-agents` in the example).",
  'migrate.no-frontmatter':
    "A SKILL.md without frontmatter (the specification's sample) is imported with original_frontmatter {}.",
  'migrate.original-frontmatter': 'original_frontmatter holds the whole frontmatter, unknown fields included.',
  'migrate.owner': "A migrated pattern's owner is the caller, and frontmatter `author` is kept as data.",
  'migrate.owner-map': "An admin may make the frontmatter's `author` the owner with an option of the import.",
  'migrate.pattern-name': "pattern_name is the skill's directory name.",
  'migrate.report': 'Each migrated skill is reported with name and new id, and a summary ends the run.',
  'migrate.rerun': 'Run again, unchanged skills are skipped.',
  'migrate.rerun-changed': 'A changed skill becomes a new version of its pattern.',
  'migrate.rerun-removed': 'Run again, skills whose folder is gone are reported, not deleted.',
  'migrate.rerun-version':
    "The new version of a changed skill has the frontmatter's version if that is SemVer and greater, else the next PATCH.",
  'migrate.scan': 'Migration reads every directory with a SKILL.md under the source, at any depth.',
  'migrate.sections': 'description is the section "Description", else the frontmatter\'s.',
  'migrate.sections-absent': 'An absent section gives an empty string, absent Steps an empty list.',
  'migrate.skips': 'A directory without SKILL.md is skipped and reported as "Skipping {name} - no SKILL.md".',
  'migrate.source-missing': 'A missing source is reported as "No {path} directory found" and nothing changes.',
  'migrate.sources': 'Import reads any directory of skills: `.claude/skills`, `.agents/skills`, a plugin, a zip.',
  'migrate.subcategory': "A migrated pattern's subcategory is the frontmatter's, else unset.",
  'migrate.sync': '`tmws migrate sync DIR` imports new and changed skills of DIR and reports removed ones.',
  'migrate.sync-watch': '`tmws migrate sync DIR --watch` does so after each change until Ctrl-C.',
  'migrate.verify': 'Migrated patterns are listed by namespace and told by `migrated_from` in pattern_data.',
  'migrate.weight': "learning_weight is the frontmatter's `importance`, default 5.0.",
  'migrate.weight-range': 'An `importance` outside 0–10 or not a number gives 5.0 and a finding.',
  'pattern.enum-spelling': 'MCP and CLI JSON write enum values in lower case without prefix (`active`, `hybrid`).',
  'pattern.field-names': "Field names are the specification's in snake_case in proto, MCP and CLI JSON.",
  'pattern.model-fields':
    'A pattern shows id, pattern_name, agent_id, namespace, category, subcategory, access_level, shared_with_agents, pattern_data, version, parent_pattern_id, usage_count, success_rate, learning_weight, confidence_score, complexity_score, created_at, updated_at.',
  'pattern.own-fields':
    "Besides the specification's fields a pattern shows lineage_id, status, tags, effectiveness, avg_execution_time, last_used_at, etag and serve_as_skill.",
  'pattern.timestamps':
    'created_at never changes; updated_at changes with content or metadata, in UTC RFC 3339 in JSON.',
  'proposal.accept':
    'AcceptProposal, for the owner alone, merges the changes by RFC 7396 as a new revision that names the proposer.',
  'proposal.create':
    'CreateProposal by a reader of a pattern stores suggested pattern_data changes and changes nothing in the pattern.',
  'proposal.get':
    "GetProposal shows a proposal to its maker and to the pattern's owner with author, changes, note and state; to others it is NOT_FOUND.",
  'proposal.list': "ListProposals gives the proposals on the caller's patterns and those the caller made, no others.",
  'proposal.reject':
    'RejectProposal, for the owner alone, leaves the pattern unchanged and keeps the proposal as rejected.',
  'proposal.review': "What the specification shows as one agent updating in another's name (a review) is a proposal.",
  'recommend.candidates': "The candidates of RecommendPatterns are readable ACTIVE patterns, the agent's own included.",
  'recommend.category': 'category restricts the candidates of RecommendPatterns.',
  'recommend.cold-start': 'For a pattern without outcomes the prior, clamped to 0.05–0.95, stands for success_rate.',
  'recommend.context-boost':
    'context_boost = 0.2 × fused relevance of context_data to the pattern, at most 0.2, 0 without context_data.',
  'recommend.failed-last':
    'Patterns whose last outcome by this agent was a failure, with more failures than successes, come last.',
  'recommend.formula':
    'score = 0.4·success_rate + 0.3·min(usage_count/10, 1) + 0.3·confidence_score + similarity_boost + context_boost.',
  'recommend.fresh-agent': 'An agent without history gets recommendations.',
  'recommend.lineage': 'Of a lineage only its head is recommended.',
  'recommend.parameters':
    "RecommendPatterns takes agent_id, category, context_data and page_size (the specification's limit; default 10).",
  'recommend.range': "A recommendation's score lies in 0–1.4.",
  'recommend.returns':
    'Each recommendation is a pattern with its relevance score and every term of it, in falling order of score.',
  'recommend.similarity-boost':
    "similarity_boost = 0.2 × the best (calibrated similarity × the agent's own success rate) over the patterns it has used, at most 0.2, 0 without history.",
  'reliability.address-no-start': 'With TMWS_ADDRESS set a frontend never starts a core.',
  'reliability.auto-start':
    'Without TMWS_ADDRESS a frontend uses the core of its data folder and starts it detached if none runs.',
  'reliability.auto-start-one':
    'Frontends that start at once on one data folder make one core, and all of them are served.',
  'reliability.dead-socket': 'A core started after a crash replaces a dead socket; two never serve one folder.',
  'reliability.disk-full': 'A full disk fails the write with RESOURCE_EXHAUSTED and harms nothing; reads go on.',
  'reliability.drain': 'On SIGTERM the core takes no new call, finishes those running and ends with status 0.',
  'reliability.event-loop':
    'Embedding, import parsing and analytics leave the core responsive: other calls are answered meanwhile.',
  'reliability.idle-exit': 'An auto-started core ends after TMWS_IDLE_EXIT (default 15 min) without a client.',
  'reliability.idle-exit-client': 'A core with a connected client does not end by TMWS_IDLE_EXIT.',
  'reliability.index-corrupt':
    'A corrupt or missing vector index is rebuilt from the rows while search answers degraded.',
  'reliability.index-heals': 'A crash between row and index heals at the next start without being asked.',
  'reliability.kill-9': 'An acknowledged write survives `kill -9` of the core.',
  'reliability.log-file': 'An auto-started core writes its log to `core.log` in the data folder.',
  'reliability.log-level': 'TMWS_LOG_LEVEL sets the lowest level that is logged.',
  'reliability.one-core': 'A second core on a data folder ends with a message that names the lock and its holder.',
  'reliability.otel':
    'With the standard `OTEL_*` variables the core exports traces, without them it opens no connection.',
  'reliability.power-loss': 'SQLite runs in WAL with synchronous FULL, so that acknowledged writes survive power loss.',
  'reliability.reindex': 'Reindex rebuilds the index from nothing while search answers.',
  'reliability.stale-lock': 'The lock of a killed core does not stop the next start.',
  'revision.etag': 'The etag of a pattern is its revision number.',
  'revision.kept': 'Each update keeps the earlier content as a revision with number, who, when and reason.',
  'revision.redact': 'RedactRevision, for admins alone, removes the content of one revision; the other revisions stay.',
  'revision.restore': 'RestoreRevision makes a new revision with the restored content; nothing is overwritten.',
  'revision.show-diff': 'GetRevision shows any revision whole, and any two can be diffed.',
  'search.any-script': 'LEXICAL finds text in any script, with n-grams where words have no spaces.',
  'search.degraded': 'With the embedder down or the model not there yet, search answers lexically with degraded: true.',
  'search.exact': 'When the filter leaves at most 10,000 patterns the dense half is exact.',
  'search.explains':
    'Each result shows dense rank, lexical rank, fused score, similarity, matched passage and effectiveness.',
  'search.filter-access-levels': 'access_levels keeps patterns of the given levels, e.g. `["public","team"]`.',
  'search.filter-equality': 'category, subcategory, namespace, owner, status and each of tags filter by equality.',
  'search.filter-statistics-many':
    'min_success_rate and min_usage_count hold exactly also when more than 5,000 patterns pass them.',
  'search.filter-updated-after': 'updated_after keeps patterns updated later.',
  'search.filters-and': 'All filters hold together, with and without query_text.',
  'search.filters-current': 'Statistics filters use the counters as of the call, also right after a use.',
  'search.fusion':
    'HYBRID fuses the dense and the BM25 candidates by score: h = cos + 0.4·lex, both numbers exact for each candidate of the union.',
  'search.lexical-similarity':
    'In LEXICAL and degraded mode similarity is a monotone map of lex (BM25 ÷ the score of a perfect match), 0–1.',
  'search.lexical-similarity-fixed':
    "Word frequencies in lex come from a fixed table that ships with the product: no pattern in the store changes another's similarity.",
  'search.limit': 'page_size is 1–200, default 50; outside is INVALID_ARGUMENT.',
  'search.min-success-rate':
    'min_success_rate (0.0–1.0, default 0.0) keeps patterns with success_rate ≥ it; outside is INVALID_ARGUMENT.',
  'search.min-usage-count':
    'min_usage_count (default 0) keeps patterns with usage_count ≥ it; negative is INVALID_ARGUMENT.',
  'search.mode-default': "SearchPatterns' mode is HYBRID (default), SEMANTIC or LEXICAL.",
  'search.multilingual': 'With the multilingual preset a query in one language finds a pattern in another.',
  'search.name-and-category': 'Words of name and category are found, names split at `_` and `-`.',
  'search.no-leak': 'No result, count, passage or page token shows that an unreadable pattern exists.',
  'search.no-padding': 'When nothing is above the threshold the answer is empty and says so.',
  'search.no-query-order':
    'Without query_text results are ordered by effectiveness, then learning_weight, then updated_at, newest first.',
  'search.no-raw-scores': 'Raw BM25 scores are in no answer.',
  'search.page-token': 'A page token continues the same search of the same caller without repeats.',
  'search.page-token-bound':
    'A page token with another caller or other parameters is INVALID_ARGUMENT, reason PAGE_TOKEN_INVALID.',
  'search.parameters':
    'SearchPatterns takes query_text, category, subcategory, namespace, access_levels, status, owner, tags, min_success_rate, min_usage_count, updated_after, mode, view, page_size and page_token, all optional.',
  'search.passages': 'A match late in a long text is found, and the result quotes the best passage.',
  'search.pool': 'A search ranks at most 1,000 candidates, and its pages end there.',
  'search.prefilter':
    'Access and filters are applied before candidates are taken: a caller who may read 10 patterns among 100,000 still gets its best ones.',
  'search.read-your-writes':
    'A search after a write has returned finds it by words: create, update, delete, access change and status change alike.',
  'search.read-your-writes-meaning': 'A written pattern is found by meaning as soon as it is embedded.',
  'search.searchable-flags': 'Each write answers searchable_by_words and searchable_by_meaning.',
  'search.semantic': 'A query that shares no word with a pattern finds it by meaning.',
  'search.similarity-range':
    'With a preset similarity is 0–1 and a monotone map of h, so that patterns which fit lie above 0.7 and unrelated ones below.',
  'search.skill-files': 'The text files of a skill are indexed.',
  'search.uncalibrated': 'With an uncalibrated model similarity is that of LEXICAL.',
  'search.view-basic': 'view BASIC (default) leaves pattern_data out.',
  'search.view-full':
    'view FULL gives pattern_data with a cap on the bytes of a page: a page ends early and the token goes on.',
  'search.whole-body': 'Every string in pattern_data at any depth is indexed.',
  'security.audit-chain': 'The audit log is hash-chained: VerifyAudit finds a changed, removed or inserted entry.',
  'security.audit-list': 'ListAuditEvents, for admins alone, pages through events by time, actor and action.',
  'security.audit-log':
    'The audit log holds every `as_admin` call and every call made for another agent: who, for whom, what, on which pattern, when.',
  'security.config-masks': '`tmws config` never prints the secret of a key.',
  'security.logs': 'At info level no log holds the content of a pattern, a query or a key.',
  'security.no-injection':
    'No field (names, categories, tags, agent ids, queries, JSON keys) can change a database query.',
  'security.scan-every-write':
    'The safety scan runs on every write that others can read, through gRPC, MCP and CLI alike, and returns its findings.',
  'security.secret-accepted': 'A secret finding named in accept_findings lets the write through.',
  'security.secret-found':
    'A write that puts a secret into a pattern of level TEAM or wider is FAILED_PRECONDITION, reason SECRET_FOUND, with the place.',
  'security.secret-private': 'A secret in a PRIVATE pattern is not refused.',
  'security.tls': 'With TMWS_TLS_CERT and TMWS_TLS_KEY the core serves TLS on TMWS_LISTEN.',
  'security.tls-client-ca':
    'With TMWS_TLS_CLIENT_CA a client without a certificate of that CA is refused in the handshake.',
  'security.tls-client-key': 'A client certificate identifies nobody: the API key still does.',
  'security.tls-required': 'The core refuses to listen off loopback without TLS.',
  'skills.approve': 'A flagged import stays DRAFT until its owner approves it, naming the findings.',
  'skills.approve-effect': 'ApprovePattern makes a flagged import ACTIVE at the level that the import named.',
  'skills.blobs-shared': 'Equal files of different skills are stored once (content-addressed).',
  'skills.body-cut': 'Fields are cut so that pattern_data fits 256 KiB, with a finding, while the file is kept whole.',
  'skills.body-kept': 'pattern_data also holds the body, text before the first heading included.',
  'skills.case-clash': 'File names of a skill that differ only in case are a finding.',
  'skills.export-stream': 'ExportSkills streams the skills that the request names, files in chunks of at most 64 KiB.',
  'skills.files-kept': 'Every file of the skill is kept byte for byte with its mode and SHA-256, binaries included.',
  'skills.get': "SkillService.GetSkill returns a skill's file list with path, size, mode and SHA-256.",
  'skills.headings-any-level': 'Sections are found under headings of any level.',
  'skills.import-stream':
    'ImportSkills takes skills as a client stream and answers one result for each with id, action (created, version, skipped) and findings.',
  'skills.lenient':
    'Import fails on nothing that a person can read (no frontmatter, unquoted colons, BOM, CRLF, wrong names, unknown fields), with a machine-readable finding for each oddity.',
  'skills.limits': 'A skill has at most 512 files and 16 MiB unpacked; more is refused for that skill with a finding.',
  'skills.list':
    'SkillService.ListSkills gives the readable patterns that hold skill files, with name, version and file count.',
  'skills.no-escape':
    "No path leaves the skill's folder and no symlink is followed out of it: `..`, absolute paths, zip entries and links that do are refused.",
  'skills.quarantine':
    'What the scan flags on import is stored as DRAFT with the finding; a flagged change of a known skill is a DRAFT version.',
  'skills.read-file': 'SkillService.ReadSkillFile returns the bytes of one file of a readable skill.',
  'skills.scan-kinds': 'The scan finds prompt injection, secrets, hidden Unicode and download-and-execute.',
  'skills.steps-bulleted': 'Bulleted steps (`-`, `*`, `+`) become entries without their markers.',
  'skills.steps-numbered': 'All numbered steps become entries, not the first alone, without their numbers.',
  'skills.validate':
    'SkillService.ValidateSkill returns the findings of a skill against the official rules and stores nothing.',
  'status.deprecated': 'A DEPRECATED pattern ranks last in search.',
  'status.deprecated-in-data':
    'pattern_data with `deprecated_reason` and `replacement_pattern`, as in the maintenance example, is kept and reported by lint with the hint to use status DEPRECATED.',
  'status.deprecated-replaced-by':
    'A DEPRECATED pattern carries deprecated_reason and replaced_by, which search and get show.',
  'status.hidden': 'Search leaves out DRAFT of others and RETIRED.',
  'status.values': 'status is DRAFT, ACTIVE (default), DEPRECATED or RETIRED; another value is INVALID_ARGUMENT.',
  'storage.constraints':
    'The database itself refuses a double (namespace, owner, name, version), values out of range and unknown levels.',
  'storage.data-dir':
    "TMWS_DATA_DIR (or `--data-dir`) names the data folder, by default `tmws` in the platform's data folder.",
  'storage.data-folder-files':
    'The data folder holds `tmws.db`, `vectors/`, `models/`, `backups/`, `core.lock` and `core.log`, on Windows `core.key` too.',
  'storage.indexed-queries':
    'Listing and filtering by owner, namespace, category, access level, lineage and parent use an index.',
  'storage.migrations': 'A data folder of an older schema is migrated forward at start.',
  'storage.migrations-backup': 'Before a schema migration the database is copied into `backups/`.',
  'storage.migrations-transaction': 'A schema migration that fails or is killed leaves the data as before it.',
  'storage.newer-schema':
    'A data folder of a newer schema is refused with the version that made it, and nothing in it is changed.',
  'storage.permissions': 'The data folder has mode 0700 and its files 0600.',
  'storage.rows-are-truth': 'With the vector index deleted nothing is lost: it is rebuilt from the rows.',
  'storage.socket-path': "`core.lock` holds the path of the core's socket.",
  'storage.sqlite-default': 'Rows are kept in SQLite by default, in `tmws.db` of the data folder.',
  'storage.usage-fk': 'Usage history refers to its pattern by a foreign key; no orphan remains after a purge.',
  'storage.vectors': 'Vectors are kept in LanceDB (in place of ChromaDB), by default in `vectors/` of the data folder.',
  'suggest.cluster-two-agents':
    "Another agent's queries appear only as clusters of queries of at least two agents of the namespace.",
  'suggest.consolidation':
    "`consolidation_opportunity` names readable patterns that are near-duplicates by the preset's `duplicate` mark, with their ids.",
  'suggest.context-not-kept': 'The context given to apply_pattern is never kept.',
  'suggest.counts-agree': 'opportunity_count counts all opportunities and equals the sum of priority_breakdown.',
  'suggest.coverage-ratio':
    'coverage_ratio = areas with activity that have patterns ÷ areas with activity, 0–1, 0 without activity.',
  'suggest.demand-crash': 'A crash loses at most the last minute of remembered searches.',
  'suggest.demand-kept':
    'Each search keeps namespace, agent, query, best similarity and time for 90 days, then it is gone.',
  'suggest.demand-off': 'With TMWS_DEMAND_LOG=off no query text is stored.',
  'suggest.emerging':
    '`emerging_opportunity` names an area whose activity in 7 days is ≥5 and ≥3× the weekly mean of the 4 weeks before.',
  'suggest.empty': 'Without patterns and activity the answer is well-formed with opportunity_count 0.',
  'suggest.experience': 'RecordExperience stores a short note with area, content and tags.',
  'suggest.improvement': '`improvement_opportunity` names a pattern with success <0.7 over more than 3 outcomes.',
  'suggest.namespace-scope': 'Queries and notes of other namespaces are never shown.',
  'suggest.opportunity-fields':
    'Each opportunity has type, area, priority, reason in numbers, suggested_action and evidence.',
  'suggest.pattern-opportunity':
    '`pattern_opportunity` with priority high names an area with more than 10 activities and fewer than 3 readable patterns.',
  'suggest.pattern-opportunity-text':
    'A pattern_opportunity reads "High activity (120 memories) but low pattern coverage (2 patterns)" with the action "Learn patterns for {area} operations".',
  'suggest.response':
    'The answer has knowledge_base_summary (total_memories, total_patterns, coverage_ratio), learning_opportunities, opportunity_count and priority_breakdown (high, medium, low).',
  'suggest.stale': '`stale_opportunity` names an ACTIVE pattern neither used nor changed in 180 days.',
  'suggest.ten-shown': 'learning_opportunities shows the 10 most urgent, high before medium before low.',
  'suggest.total-memories': 'total_memories counts the notes the caller may see.',
  'suggest.unmet-demand':
    '`unmet_demand` names clusters of searches that found nothing, with example queries and their number.',
  'update.concurrent': 'Of concurrent updates with one etag exactly one succeeds.',
  'update.data-replaced': 'pattern_data in an update replaces the earlier object as a whole.',
  'update.etag': 'A stale etag is ABORTED, reason REVISION_CONFLICT, with the current etag in metadata.',
  'update.etag-optional': 'An update without etag is done whatever the current revision: the last write wins.',
  'update.etag-usage': 'Recording use changes neither etag nor updated_at.',
  'update.fields':
    'UpdatePattern changes pattern_data, category, subcategory, tags, status, learning_weight, complexity_score, access_level and shared_with_agents, each optional.',
  'update.immutable':
    'id, owner, lineage, version, parent_pattern_id, counters and created_at cannot be updated; naming them in the mask is INVALID_ARGUMENT.',
  'update.limits': 'Updates obey the limits of creation and change nothing when one is broken.',
  'update.mask': 'UpdatePattern takes a field mask, and a field outside it stays.',
  'update.mask-clears': 'A field in the mask that is unset in the update is cleared.',
  'update.move':
    "Moving a pattern to another namespace of the caller's moves its whole lineage, to a foreign namespace it is PERMISSION_DENIED.",
  'update.rename':
    'Renaming a pattern renames its whole lineage; a name taken by the owner in the namespace is ALREADY_EXISTS.',
  'update.returns': 'UpdatePattern returns the pattern with its new etag and lint findings.',
  'usage.application-count': 'application_count in MCP and analytics equals usage_count.',
  'usage.atomic': 'History and counters are written in one transaction: after a crash they agree.',
  'usage.avg-execution-time': 'avg_execution_time is the exact mean over the uses that carry a time.',
  'usage.concurrent': 'Concurrent uses of one pattern are all counted.',
  'usage.confidence-formula':
    "confidence_score = (5·c₀ + successes) ÷ (5 + successes + failures), c₀ the author's prior clamped to 0.05–0.95.",
  'usage.confidence-monotone':
    'A success never lowers confidence_score and a failure never raises it, whatever the prior.',
  'usage.confidence-unset': 'An unset outcome leaves confidence_score as it is.',
  'usage.count-all': 'usage_count counts every use, whatever its outcome.',
  'usage.effectiveness-cap': 'At most ten outcomes of one agent in 90 days count in effectiveness.',
  'usage.effectiveness-formula':
    'effectiveness = the 5 % quantile of Beta(2.5 + s, 2.5 + f), s and f the outcomes weighted by age with half-life 90 days.',
  'usage.effectiveness-order': '9 of 10 ranks above 1 of 1 by effectiveness.',
  'usage.effectiveness-prior': "The author's prior does not enter effectiveness.",
  'usage.effectiveness-refresh': 'The stored ranking value of effectiveness is refreshed on each use and once a day.',
  'usage.execution-time': 'execution_time is unset or in seconds, finite and ≥0, else INVALID_ARGUMENT.',
  'usage.history':
    'ListUsage gives the readers of a pattern each use with id, pattern_id, agent_id, execution_time, success, context_data and used_at.',
  'usage.idempotent': 'RecordUsage repeated with one request_id, also concurrently, counts once.',
  'usage.last-used-at': 'Recording use sets last_used_at.',
  'usage.late-outcome':
    'SetUsageOutcome adds the outcome to an open use of the same agent, and usage_count does not grow.',
  'usage.late-outcome-once': 'SetUsageOutcome on a use that has an outcome is FAILED_PRECONDITION.',
  'usage.late-outcome-other': "SetUsageOutcome on another agent's use is refused.",
  'usage.owner-team-apart': 'Uses by the owner and by others are kept apart besides the totals.',
  'usage.record':
    'RecordUsage takes pattern_id, execution_time, success true, false or unset, context_data (JSON object) and request_id and returns the pattern with the new counters.',
  'usage.search-not-use': 'Search, get, recommend and apply_pattern never count as use.',
  'usage.share-workflow':
    'The sharing workflow runs as written: PRIVATE, five successful uses, success_rate >0.8, update to TEAM, member finds it.',
  'usage.success-rate':
    'success_rate = successes ÷ (successes + failures), 0 when there are none; an unset outcome does not enter.',
  'version.branches': 'The version tree may branch, and its first version has no parent.',
  'version.bump': '`bump: PATCH`, `MINOR` or `MAJOR` names the version: of 1.0.0 they are 1.0.1, 1.1.0 and 2.0.0.',
  'version.compare-diff': 'CompareVersions returns the diff of pattern_data of two versions.',
  'version.compare-stats':
    'CompareVersions returns both records of use, the difference in success rate, and P(new better than old) from the two Beta posteriors.',
  'version.confidence-reset': "A new version's confidence starts at the prior.",
  'version.create':
    'CreateVersion makes a new pattern with its own id, own statistics from zero and parent_pattern_id = its parent, and leaves the parent unchanged.',
  'version.draft':
    'A version created as DRAFT leaves the head that search shows of the lineage unchanged until it is ACTIVE.',
  'version.inherits':
    'A new version inherits category, subcategory, tags, learning_weight and complexity_score unless they are given.',
  'version.lineage': 'All versions of a pattern share one lineage_id.',
  'version.lineage-fields':
    'Name, namespace, owner, access level and shares belong to the lineage: changing one on any version changes it on all.',
  'version.lineage-fields-absent': "Lineage fields left out of a new version are the lineage's.",
  'version.lineage-fields-given':
    "Name, namespace, owner, access level and shares given with a new version must equal the lineage's; else INVALID_ARGUMENT.",
  'version.number': 'A new version that is not SemVer is INVALID_ARGUMENT.',
  'version.number-greater':
    'A new version not greater than its parent is INVALID_ARGUMENT; a prerelease is lower than its release.',
  'version.number-unique': 'A new version that its lineage already has is ALREADY_EXISTS.',
  'version.regression':
    'A version with P(better than parent) <0.1 after ≥10 outcomes raises a regression finding in analytics.',
  'version.search-all': 'Search gives every version, RETIRED and DRAFTs of others excepted, when all are asked for.',
  'version.search-best':
    'Search shows of a lineage its head: the highest ACTIVE SemVer, prereleases last, else the highest DEPRECATED.',
  'version.search-collapse':
    "A lineage is one hit at most but for the owner's own DRAFTs, and only heads and drafts are searched.",
  'version.search-drafts': 'The owner finds its own DRAFTs beside the head.',
  'version.tree':
    'ListVersions of any id of a lineage returns its readable tree with version, parent, status and statistics.',
  'watch.access': 'WatchPatterns tells nothing of patterns the caller may not see.',
  'watch.changes': 'WatchPatterns streams each creation, update and deletion of patterns the caller may see, in order.',
  'watch.resume': 'WatchPatterns resumes from a token without loss or repetition, also after a restart of the core.',
} as const;
