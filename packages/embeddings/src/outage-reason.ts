import type { ModelFault } from './check-model.ts';
import type { ModelPreset } from './model-preset.ts';

/** What holds for every outage; the last sentence of each reason. */
export const MEANWHILE = 'Search answers by words meanwhile, and by meaning by itself once it is back.';

/** A model and where its files are looked for. */
export interface ModelPlace {
  readonly preset: ModelPreset;
  readonly folder: string;
  /** The file that keeps what the model's files were when it was first used; undefined where that is not kept. */
  readonly memory: string | undefined;
}

/** Why a model cannot be used, and what to do: one sentence for what is wrong with its files, one for the rest. */
export function faultReason(place: ModelPlace, fault: ModelFault): string {
  return `${fault.kind === 'absent' ? absentReason(place) : fileReason(place, fault)} ${MEANWHILE}`;
}

/** Why a model whose files are sound is not there, and what to do. */
export function failureReason(model: string, message: string): string {
  return `The embedding model ${model} stopped: ${message} It is started again in a moment; if this repeats, look into the core's log. ${MEANWHILE}`;
}

function absentReason({ preset, folder }: ModelPlace): string {
  const files = Object.keys(preset.files).join(', ');
  const origin = preset.source === undefined ? 'a fresh copy of the model' : `the model repository ${preset.source}`;
  return `The embedding model ${preset.name} is not there: there is no folder ${folder}. Make it and put these files of ${origin} there, by these paths: ${files}.`;
}

function fileReason(place: ModelPlace, fault: Exclude<ModelFault, { kind: 'absent' }>): string {
  const { preset, folder } = place;
  const file = `${fault.file} of the embedding model ${preset.name} in ${folder}`;
  switch (fault.kind) {
    case 'missing':
      return `The file ${file} is missing. Put it back from ${preset.source ?? 'a fresh copy of the model'}.`;
    case 'damaged':
      return preset.files[fault.file] === undefined
        ? `The file ${file} is not what it was when the model was first used. ${trustAnew(place)}`
        : `The file ${file} is damaged: its digest is not the one of the preset. Replace it from a fresh copy of the model.`;
    case 'unreadable':
      return `The file ${file} cannot be read. Let the user of the core read it.`;
    default:
      return fault.kind satisfies never;
  }
}

function trustAnew({ memory }: ModelPlace): string {
  const forget = memory === undefined ? '' : `delete ${memory} and `;
  return `Put the earlier one back; or, if you replaced it on purpose, ${forget}start the core again, which embeds everything anew.`;
}
