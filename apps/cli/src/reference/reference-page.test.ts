import { expect, test } from 'vitest';
import { COMMAND_TABLE } from '../commands/command-table.ts';
import { referencePage } from './reference-page.ts';

test('the page of the commands has every command with its flags and examples, once', async () => {
  const page = await referencePage();
  for (const { name, load } of COMMAND_TABLE) {
    const { options, examples } = await load();
    const title = `### tmws ${name.replaceAll('_', '\\_')}`;
    const parts = page
      .split('\n\n### ')
      .filter((part) => new RegExp(`^${title.slice(4).replaceAll('\\', '\\\\')}( |\n|$)`).test(part));
    expect([name, parts.length]).toEqual([name, 1]);
    for (const flag of Object.keys(options)) expect(parts[0]).toContain(`--${flag}`);
    for (const { line } of examples) expect(parts[0]).toContain(line);
  }
});
