import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { referencePage } from './reference-page.ts';

/**
 * Writes `docs/cli.md`, the page of every command, from the commands themselves. `--check` writes nothing, and fails
 * where the page is out of date.
 *
 *     node --conditions=@tmws/source apps/cli/src/reference/write-reference.ts [--check]
 */
const PAGE = fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url));

const readPage = (): string => {
  try {
    return readFileSync(PAGE, 'utf8');
  } catch {
    return '';
  }
};

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = await referencePage();
if (!options.check) writeFileSync(PAGE, page);
else if (readPage() !== page) {
  process.stderr.write('docs/cli.md is out of date. Run npm run reference -w apps/cli.\n');
  process.exitCode = 1;
}
