import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ModelPreset } from './model-preset.ts';

/**
 * The folder that a preset's files are read from: the first of `modelDirs` that holds a folder of the preset's name,
 * then the package that ships it. A folder that was put there on purpose is taken even when files are missing in it, so
 * that damage is told and not passed over. Where there is none, the folder where it is looked for first; it need not
 * exist.
 */
export function locateModel(preset: ModelPreset, modelDirs: readonly string[]): string {
  const folders = modelDirs.map((modelDir) => join(modelDir, preset.name));
  const present = folders.find((folder) => existsSync(folder));
  return present ?? bundledFolder(preset) ?? folders[0] ?? preset.name;
}

/** The folder of the package that ships a preset; undefined where no package does or it is not installed. */
export function bundledFolder(preset: ModelPreset): string | undefined {
  if (preset.bundledPackage === undefined) return undefined;
  try {
    return dirname(createRequire(import.meta.url).resolve(`${preset.bundledPackage}/config.json`));
  } catch {
    // The package is not installed or lacks its files; what is missing is told when the folder is checked.
    return undefined;
  }
}
