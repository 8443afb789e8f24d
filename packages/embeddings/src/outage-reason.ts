import type { ModelFault } from './model-fault.ts';

const MEANWHILE = 'Search answers by words meanwhile, and by meaning by itself once it is back.';

/** Why a model cannot be used, and what to do: one sentence for what is wrong with its files, one for the rest. */
export function faultReason(model: string, folder: string, fault: ModelFault): string {
  const file = `${fault.file} of the embedding model ${model} in ${folder}`;
  const reasons = {
    missing: `The file ${file} is missing. Put it back from a fresh copy of the model.`,
    damaged: `The file ${file} is damaged: its digest is not the one of the preset. Replace it from a fresh copy of the model.`,
    unreadable: `The file ${file} cannot be read. Let the user of the core read it.`,
  } satisfies Record<ModelFault['kind'], string>;
  return `${reasons[fault.kind]} ${MEANWHILE}`;
}

/** Why a model whose files are sound is not there, and what to do. */
export function failureReason(model: string, message: string): string {
  return `The embedding model ${model} stopped: ${message} It is started again in a moment; if this repeats, look into the core's log. ${MEANWHILE}`;
}
