import { describe, expect, test } from 'vitest';
import { readAgentSkill } from './read-agent-skill.ts';

const read = (text: string, folder = 'tidy-desk'): unknown => readAgentSkill(new TextEncoder().encode(text), folder);

const file = (...lines: readonly string[]): string =>
  ['---', 'name: tidy-desk', 'description: Tidy a desk.', ...lines, '---', '', '# Tidy', ''].join('\n');

describe('a SKILL.md for hosts of Agent Skills', () => {
  test('is taken with every field of the standard, its line ends of either kind', () => {
    const text = file('license: MIT', 'allowed-tools: Read Grep', 'metadata:', '  version: "1.0"');
    const fields = {
      name: 'tidy-desk',
      description: 'Tidy a desk.',
      license: 'MIT',
      'allowed-tools': 'Read Grep',
      metadata: { version: '1.0' },
    };
    expect(read(text)).toEqual(fields);
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(fields);
  });

  test.each([
    ['no frontmatter', '# Tidy\n'],
    ['a byte order mark', `\uFEFF${file()}`],
    ['blank lines before it', `\n${file()}`],
    ['no end of it', '---\nname: tidy-desk\ndescription: Tidy.\n\n# Tidy\n'],
    ['a field of its own', file('model: large')],
    ['a number for a text in metadata', file('metadata:', '  version: 1.0')],
    ['a list for a text', file('allowed-tools: [Read]')],
    ['an anchor', file('license: &a MIT')],
    ['a quote over two lines', file('license: "MIT', '  or so"')],
    ['hyphens that end it for the official validator', file('license: MIT --- or so')],
    ['a description with angle brackets', '---\nname: tidy-desk\ndescription: Tidy <desk>.\n---\n'],
    ['an empty description', '---\nname: tidy-desk\ndescription: ""\n---\n'],
    ['a long description', `---\nname: tidy-desk\ndescription: ${'x'.repeat(1_025)}\n---\n`],
    ['a colon that YAML takes for a key', '---\nname: tidy-desk\ndescription: Tidy: a desk\n---\n'],
  ])('is not taken with %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });

  test('is not taken in a folder of another name', () => {
    expect(read(file(), 'tidy-room')).toBeUndefined();
  });
});
