import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonValue, type LanguageNeutralData } from '@tmws/domain';
import type { ModelPreset } from './model-preset.ts';

/**
 * What takes the language out of the preset's vectors, from the first of `folders` that holds the preset's file
 * undamaged. Undefined where none does, and where the preset has no such file. Throws TypeError when a preset names a
 * file that holds something else.
 */
export function readLanguageNeutral(preset: ModelPreset, folders: readonly string[]): LanguageNeutralData | undefined {
  const file = preset.languageNeutralFile;
  if (file === undefined) return undefined;
  for (const folder of folders) {
    const content = readIfThere(join(folder, file));
    if (content && createHash('sha256').update(content).digest('hex') === preset.files[file]) {
      return parseLanguageNeutral(content.toString('utf8'), preset.dimensions);
    }
  }
  return undefined;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function parseLanguageNeutral(text: string, dimensions: number): LanguageNeutralData {
  const parsed: JsonValue = JSON.parse(text);
  if (!isJsonObject(parsed) || !isJsonObject(parsed.centres) || typeof parsed.offset !== 'number') {
    throw new TypeError('The language-neutral data lacks centres or offset. Make the file again.');
  }
  const { direction, centres, offset } = parsed;
  const vector = (value: unknown): readonly number[] => numbers(value, dimensions);
  return {
    direction: vector(direction),
    centres: {
      latin: vector(centres.latin),
      kana: vector(centres.kana),
      han: vector(centres.han),
      hangul: vector(centres.hangul),
    },
    offset,
  };
}

function numbers(value: unknown, length: number): readonly number[] {
  if (!Array.isArray(value) || value.length !== length || !value.every((item) => typeof item === 'number')) {
    throw new TypeError(
      `The language-neutral data holds something that is not ${length} numbers. Make the file again.`,
    );
  }
  return value;
}
