import type { TmwsClient } from '@tmws/client';
import { type ExportedSkillStart, type Finding, Pattern, SkillExportForm } from '@tmws/contract';
import type { ExportFolder, ItemAction, ItemWriter } from './export-folder.ts';
import type { ExportFormat } from './export-format.ts';
import type { ItemFile } from './item-state.ts';

/** What became of one pattern. */
export interface ExportedItem {
  /** Name of its folder or file. */
  readonly name: string;
  readonly patternId: string;
  readonly patternName: string;
  readonly version: string;
  readonly form: SkillExportForm;
  readonly action: ItemAction;
  readonly files: readonly ItemFile[];
  readonly findings: readonly Finding[];
}

/** How patterns are exported. */
export interface ItemOptions {
  readonly patternIds: readonly string[];
  readonly format: ExportFormat;
  /** Whether unchanged imports are made portable too. */
  readonly isPortable: boolean;
  readonly folder: ExportFolder;
}

const SKILL_FILE = 'SKILL.md';
const FILE_MODE = 0o644;

const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The mapping of protobuf to JSON, with the names of the contract. */
const patternText = (pattern: Pattern): string => {
  const fields: unknown = Pattern.toJSON(pattern);
  const entries = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
  return `${JSON.stringify(Object.fromEntries(entries.map(([key, value]) => [toSnakeCase(key), value])), undefined, 2)}\n`;
};

/** Takes the messages of one skill and writes what the format keeps of it. */
class ItemInbox {
  readonly #options: ItemOptions;
  readonly #start: ExportedSkillStart;
  readonly #files: ItemFile[] = [];
  #writer: ItemWriter | undefined;
  #promised = '';

  constructor(options: ItemOptions, start: ExportedSkillStart) {
    this.#options = options;
    this.#start = start;
  }

  get #name(): string {
    const { format } = this.#options;
    if (format === 'skill') return this.#start.path;
    return `${this.#start.path}.${format === 'json' ? 'json' : 'md'}`;
  }

  async begin(file: { readonly path: string; readonly mode: number; readonly sha256: string }): Promise<void> {
    await this.#endFile();
    const { format, folder } = this.#options;
    if (format === 'json' || (format === 'markdown' && file.path !== SKILL_FILE)) return;
    this.#promised = file.sha256;
    this.#writer = await folder.begin(this.#name, { path: format === 'skill' ? file.path : '', mode: file.mode });
  }

  async chunk(bytes: Uint8Array): Promise<void> {
    await this.#writer?.write(bytes);
  }

  async end(client: TmwsClient, findings: readonly Finding[]): Promise<ExportedItem> {
    await this.#endFile();
    const { folder, format } = this.#options;
    const { patternId, patternName, version, form } = this.#start;
    if (format === 'json') {
      const { pattern } = await client.patterns.getPattern({ patternId });
      const writer = await folder.begin(this.#name, { path: '', mode: FILE_MODE });
      await writer.write(Buffer.from(pattern === undefined ? '' : patternText(pattern)));
      this.#files.push(await writer.end());
    }
    const owner = { name: this.#name, pattern_id: patternId, pattern_name: patternName, version };
    const action = await folder.put(owner, this.#files);
    return { name: this.#name, patternId, patternName, version, form, action, files: this.#files, findings };
  }

  async #endFile(): Promise<void> {
    const file = await this.#writer?.end();
    this.#writer = undefined;
    if (file === undefined) return;
    if (file.sha256 !== this.#promised) throw new Error(`${this.#name}/${file.path} did not arrive as it was sent.`);
    this.#files.push(file);
  }
}

/** Exports the patterns one after the other, each put in its place when it is whole. */
export async function* exportedItems(
  client: TmwsClient,
  options: ItemOptions,
): AsyncGenerator<ExportedItem, void, undefined> {
  const { patternIds, format, isPortable } = options;
  const form = format === 'skill' && !isPortable ? SkillExportForm.ORIGINAL : SkillExportForm.PORTABLE;
  let inbox: ItemInbox | undefined;
  for await (const { part } of client.skills.exportSkills({ patternIds: [...patternIds], form })) {
    if (part?.$case === 'skillStart') inbox = new ItemInbox(options, part.value);
    if (part?.$case === 'fileStart') await inbox?.begin(part.value);
    if (part?.$case === 'chunk') await inbox?.chunk(part.value);
    if (part?.$case === 'skillEnd' && inbox !== undefined) yield await inbox.end(client, part.value.findings);
  }
}
