import { readFileSync } from 'node:fs';

/** Version of the product, as the package says that this is part of: this one, or the program that it is bundled into. */
export const productVersion = (): string => {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : '0.0.0';
};
