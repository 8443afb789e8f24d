import { readFileSync } from 'node:fs';

const readVersion = (): string => {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : '0.0.0';
};

/** Version of the product, as this program's package says. */
export const productVersion = readVersion;
