import { readFile } from 'node:fs/promises';
import type { CommandContext } from '../command.ts';
import { InputError } from '../errors/input-error.ts';

/** The text of a file, or of the standard input for `-`. @throws InputError where it cannot be read */
export const readSource = async (context: CommandContext, source: string): Promise<string> => {
  if (source === '-') return context.readInput();
  try {
    return await readFile(source, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new InputError(`The file ${source} cannot be read (${why}).`, { file: source });
  }
};
