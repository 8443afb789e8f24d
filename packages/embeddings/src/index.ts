export { type CreateEmbedderOptions, createEmbedder } from './create-embedder.ts';
export type { ModelPreset } from './model-preset.ts';
export { DEFAULT_PRESET, findPreset, MODEL_PRESETS } from './presets.ts';
