import type { ImportSkillsRequest } from '@tmws/contract';

/** One message of an import. */
export type ImportMessage = Parameters<typeof ImportSkillsRequest.fromPartial>[0];

/** A file of a skill that a test sends. */
export interface SentFile {
  readonly path: string;
  readonly content: Uint8Array | string;
  readonly mode?: number;
}

/** A skill that a test sends. */
export interface SentSkill {
  readonly path: string;
  readonly files: readonly SentFile[];
}

const CHUNK = 65_536;

const fileMessages = ({ path, content, mode = 0o644 }: SentFile): readonly ImportMessage[] => {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, place) =>
    bytes.subarray(place * CHUNK, (place + 1) * CHUNK),
  );
  return [
    { part: { $case: 'fileStart', value: { path, mode, size: bytes.length } } },
    ...chunks.map((value): ImportMessage => ({ part: { $case: 'chunk', value } })),
  ];
};

/** The stream of an import: its header, then each skill. */
export const skillStream = async function* (
  header: NonNullable<Extract<ImportMessage['part'], { $case: 'header' }>['value']>,
  skills: readonly SentSkill[],
): AsyncGenerator<ImportMessage> {
  yield { part: { $case: 'header', value: header } };
  for (const { path, files } of skills) {
    yield { part: { $case: 'skillStart', value: { path } } };
    for (const file of files) yield* fileMessages(file);
    yield { part: { $case: 'skillEnd', value: {} } };
  }
};

/** A skill of one file with this frontmatter, named as its folder is. */
export const sentSkill = (
  path: string,
  description: string,
  { frontmatter = '', files = [] }: { readonly frontmatter?: string; readonly files?: readonly SentFile[] } = {},
): SentSkill => {
  const content = `---\nname: ${path.split('/').at(-1)}\ndescription: ${description}\n${frontmatter}---\n\n# Use\n`;
  return { path, files: [{ path: 'SKILL.md', content }, ...files] };
};
