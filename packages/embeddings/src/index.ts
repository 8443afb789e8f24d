export { type CreateEmbedderOptions, createEmbedder } from './create-embedder.ts';
export { DEFAULT_PRESET, findPreset, MODEL_PRESETS, type ModelPreset } from './presets.ts';
