/**
 * Writes `docs/api.md` from the comments of `proto/`: every rpc with its errors and the fields of its messages. `--check`
 * writes nothing, and fails where the page is not what would be written, or where something has no comment.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PAGE = 'docs/api.md';
const PACKAGE = 'tmws.learning.v1';

/** Numbers by which a path in the descriptor names what a comment is about (descriptor.proto). */
const PATHS = { message: 4, enum: 5, service: 6, field: 2, nested: 3, value: 2, method: 2 } as const;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly typeName?: string;
  readonly proto3Optional?: boolean;
  readonly oneofIndex?: number;
}

interface Message {
  readonly name: string;
  readonly field?: readonly Field[];
  readonly nestedType?: readonly Message[];
  readonly oneofDecl?: readonly { readonly name: string }[];
  readonly options?: { readonly mapEntry?: boolean };
}

interface Method {
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly clientStreaming?: boolean;
  readonly serverStreaming?: boolean;
  readonly options?: { readonly idempotencyLevel?: string };
}

interface ProtoFile {
  readonly name: string;
  readonly package: string;
  readonly messageType?: readonly Message[];
  readonly enumType?: readonly { readonly name: string; readonly value: readonly { readonly name: string }[] }[];
  readonly service?: readonly { readonly name: string; readonly method: readonly Method[] }[];
  readonly sourceCodeInfo: {
    readonly location: readonly { readonly path?: readonly number[]; readonly leadingComments?: string }[];
  };
}

/** The contract's own files, with their comments. */
const readContract = (): readonly ProtoFile[] => {
  const buf = join(ROOT, 'node_modules/@bufbuild/buf/bin/buf');
  const result = spawnSync(process.execPath, [buf, 'build', '--output', '-#format=json'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`buf build failed:\n${result.stderr}`);
  const image: { readonly file: readonly ProtoFile[] } = JSON.parse(result.stdout);
  return image.file.filter((file) => file.package === PACKAGE);
};

type CommentOf = (path: readonly number[]) => string;

const uncommented: string[] = [];

/** The comments of a file by their paths, each on one line. */
const commentsOf = (file: ProtoFile): CommentOf => {
  const texts = new Map(
    file.sourceCodeInfo.location.map(({ path = [], leadingComments = '' }) => [
      path.join('.'),
      leadingComments.replaceAll(/\s+/g, ' ').trim(),
    ]),
  );
  return (path) => {
    const text = texts.get(path.join('.')) ?? '';
    if (text === '') uncommented.push(`${file.name} at ${path.join('.')}`);
    return text;
  };
};

/** Text as Markdown: outside of code `<` would begin a tag, and in a table `|` ends a cell. */
const inTable = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`')
    .replaceAll('|', String.raw`\|`);

const shortName = (typeName: string): string => typeName.split('.').at(-1) ?? typeName;

const linked = (typeName: string): string => {
  const name = shortName(typeName);
  return typeName.startsWith(`.${PACKAGE}.`) ? `[${name}](#${name.toLowerCase()})` : typeName.slice(1);
};

const plainType = ({ type, typeName }: Field): string =>
  typeName === undefined ? type.replace('TYPE_', '').toLowerCase() : linked(typeName);

const typeOf = (message: Message, field: Field): string => {
  const entry = message.nestedType?.find(
    ({ name, options }) => options?.mapEntry && shortName(field.typeName ?? '') === name,
  );
  const [key, value] = entry?.field ?? [];
  if (key && value) return `map of ${plainType(key)} to ${plainType(value)}`;
  if (field.label === 'LABEL_REPEATED') return `repeated ${plainType(field)}`;
  if (field.proto3Optional) return `optional ${plainType(field)}`;
  const oneof = field.oneofIndex === undefined ? undefined : message.oneofDecl?.[field.oneofIndex]?.name;
  return oneof === undefined ? plainType(field) : `${plainType(field)}, one of \`${oneof}\``;
};

interface Commented {
  readonly message: Message;
  readonly path: readonly number[];
  readonly comment: CommentOf;
}

const fieldTable = ({ message, path, comment }: Commented): string => {
  const rows = (message.field ?? []).map(
    (field, index) =>
      `| \`${field.name}\` | ${typeOf(message, field)} | ${inTable(comment([...path, PATHS.field, index]))} |`,
  );
  return rows.length === 0 ? 'No fields.' : ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n');
};

/** A message and those within it, but the entries of maps. */
const withNested = (commented: Commented): readonly Commented[] => [
  commented,
  ...(commented.message.nestedType ?? []).flatMap((message, index) =>
    message.options?.mapEntry
      ? []
      : withNested({ ...commented, message, path: [...commented.path, PATHS.nested, index] }),
  ),
];

const files = readContract().map((file) => ({ file, comment: commentsOf(file) }));
const messages = new Map(
  files
    .flatMap(({ file, comment }) =>
      (file.messageType ?? []).flatMap((message, index) =>
        withNested({ message, path: [PATHS.message, index], comment }),
      ),
    )
    .map((commented) => [commented.message.name, commented]),
);
const methods = files.flatMap(({ file }) => (file.service ?? []).flatMap(({ method }) => method));
const uses = Map.groupBy(
  methods.flatMap(({ inputType, outputType }) => [inputType, outputType].map(shortName)),
  (name) => name,
);
/** A message of one rpc alone stands with the rpc. */
const isOfOneRpc = (name: string): boolean => uses.get(name)?.length === 1;

const messageSection = (heading: string, commented: Commented): string =>
  `${heading} ${commented.message.name}\n\n${inTable(commented.comment(commented.path))}\n\n${fieldTable(commented)}`;

const methodSection = (method: Method, comment: string): string => {
  const [input, output] = [method.inputType, method.outputType].map((type) => linked(type));
  const stream = (isStream: boolean | undefined): string => (isStream ? 'stream of ' : '');
  const reads = method.options?.idempotencyLevel === 'NO_SIDE_EFFECTS' ? ' Changes nothing.' : '';
  const parts = [method.inputType, method.outputType].map(shortName).filter(isOfOneRpc);
  return [
    `### ${method.name}\n\n${inTable(comment)}${reads}`,
    `${stream(method.clientStreaming)}${input} → ${stream(method.serverStreaming)}${output}`,
    ...parts.flatMap((name) => {
      const commented = messages.get(name);
      return commented === undefined ? [] : [messageSection('####', commented)];
    }),
  ].join('\n\n');
};

const services = files.flatMap(({ file, comment }) =>
  (file.service ?? []).map(({ name, method }, index) => {
    const path = [PATHS.service, index];
    const rpcs = method.map((one, place) => methodSection(one, comment([...path, PATHS.method, place])));
    return { name, rpcs: method, text: [`## ${name}\n\n${inTable(comment(path))}`, ...rpcs].join('\n\n') };
  }),
);

const shared = [...messages.values()]
  .filter(({ message }) => !isOfOneRpc(message.name))
  .toSorted((a, b) => (a.message.name < b.message.name ? -1 : 1))
  .map((commented) => messageSection('###', commented));

const enums = files
  .flatMap(({ file, comment }) =>
    (file.enumType ?? []).map(({ name, value }, index) => {
      const path = [PATHS.enum, index];
      const rows = value.map(
        (one, place) => `| \`${one.name}\` | ${inTable(comment([...path, PATHS.value, place]))} |`,
      );
      return `### ${name}\n\n${inTable(comment(path))}\n\n| value | meaning |\n|---|---|\n${rows.join('\n')}`;
    }),
  )
  .toSorted();

const overview = services
  .map(
    ({ name, rpcs }) =>
      `| [${name}](#${name.toLowerCase()}) | ${rpcs.map((rpc) => `[${rpc.name}](#${rpc.name.toLowerCase()})`).join(', ')} |`,
  )
  .join('\n');

const page = `<!-- Made by scripts/api-reference.ts from the comments of proto/; change it there. -->
# API

Package \`${PACKAGE}\`: ${services.length} services, ${methods.length} rpcs. Names in capitals at an rpc are the reasons of its errors, listed
at [ErrorReason](#errorreason) with their gRPC status. Where no default is named, an unset field is empty, 0 or false.

| service | rpcs |
|---|---|
${overview}

${services.map(({ text }) => text).join('\n\n')}

## Messages of several rpcs

${shared.join('\n\n')}

## Enums

${enums.join('\n\n')}
`;

const isCheck = process.argv.includes('--check');
const isStale = !existsSync(join(ROOT, PAGE)) || readFileSync(join(ROOT, PAGE), 'utf8') !== page;
if (!isCheck) writeFileSync(join(ROOT, PAGE), page);
const failures = [
  ...uncommented.map((place) => `${place} has no comment.`),
  ...(isCheck && isStale ? [`${PAGE} is out of date; run "node scripts/api-reference.ts".`] : []),
];
for (const failure of failures) process.stderr.write(`${failure}\n`);
if (failures.length > 0) process.exitCode = 1;
