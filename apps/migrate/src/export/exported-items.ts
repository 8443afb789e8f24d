import type { TmwsClient } from '@tmws/client';
import { type ExportedSkillStart, type Finding, SkillExportForm } from '@tmws/contract';
import type { ExportFolder, ItemAction } from './export-folder.ts';
import type { ExportFormat } from './export-format.ts';
import { createContent, type ItemContent } from './item-content.ts';
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

/** Longest description of a discovery index, in characters. */
const LONGEST_DESCRIPTION = 1_024;

/** What a discovery index says of a skill; undefined for the other formats. */
const servedAs = async (
  client: TmwsClient,
  {
    format,
    patternId,
    skillName,
  }: { readonly format: ExportFormat; readonly patternId: string; readonly skillName: string },
) => {
  if (format !== 'well-known') return {};
  const { skill } = await client.skills.getSkill({ patternId, withoutFindings: true });
  return { served: { name: skillName, description: (skill?.description || skillName).slice(0, LONGEST_DESCRIPTION) } };
};

interface Begun {
  readonly start: ExportedSkillStart;
  readonly content: ItemContent;
}

const endItem = async (
  client: TmwsClient,
  { format, folder }: ItemOptions,
  { start, content, findings }: Begun & { readonly findings: readonly Finding[] },
): Promise<ExportedItem> => {
  const { name, files } = await content.end();
  const { patternId, patternName, version, form, path } = start;
  const served = await servedAs(client, { format, patternId, skillName: path });
  const owner = { name, pattern_id: patternId, pattern_name: patternName, version, ...served };
  return { name, patternId, patternName, version, form, files, findings, action: await folder.put(owner, files) };
};

/** Exports the patterns one after the other, each put in its place when it is whole. */
export async function* exportedItems(
  client: TmwsClient,
  options: ItemOptions,
): AsyncGenerator<ExportedItem, void, undefined> {
  const { patternIds, format, isPortable, folder } = options;
  const isKept = (format === 'skill' || format === 'zip') && !isPortable;
  const form = isKept ? SkillExportForm.ORIGINAL : SkillExportForm.PORTABLE;
  let begun: Begun | undefined;
  for await (const { part } of client.skills.exportSkills({ patternIds: [...patternIds], form })) {
    if (part?.$case === 'skillStart') {
      const { path: name, patternId } = part.value;
      begun = { start: part.value, content: createContent(format, { folder, name }, { client, patternId }) };
    }
    if (part?.$case === 'fileStart') await begun?.content.begin(part.value);
    if (part?.$case === 'chunk') await begun?.content.chunk(part.value);
    if (part?.$case === 'skillEnd' && begun !== undefined) {
      yield await endItem(client, options, { ...begun, findings: part.value.findings });
    }
  }
}
