import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileUri, parseSkillUri, skillRoot } from './skill-uri.ts';

const slug = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed()),
  fc.constantFrom('.', '..', '=.', '==..', '%2E', 'a/b', '?', '#', "a'b", '\\'),
);
const address = fc.record({
  namespace: slug,
  owner: slug,
  version: fc.constantFrom('1.0.0', '2.0.0-rc.1+b.2', '1.0.0-r2'),
  revision: fc.integer({ min: 1, max: 2 ** 40 }),
  patternName: name,
});

describe('the URI of a skill', () => {
  test('gives back what it was made of, and is written as URLs are', () => {
    const folder = fc.stringMatching(/^[a-z0-9]{1,10}$/);
    const path = fc.array(
      name.filter((part) => !part.includes('/') && !/^=*\.{1,2}$/.test(part)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(address, folder, path, (given, folderName, parts) => {
        const uri = fileUri(skillRoot(given, folderName), parts.join('/'));
        expect(new URL(uri).href).toBe(uri);
        const rest = folderName === given.patternName ? parts : [folderName, ...parts];
        expect(parseSkillUri(uri)).toEqual({ address: given, rest });
      }),
    );
  });

  test.each([
    ['http://default/ann/1.0.0-r1/tidy/SKILL.md'],
    ['skill://default/ann/1.0.0/tidy/SKILL.md'],
    ['skill://default/ann/1.0.0-r0/tidy/SKILL.md'],
    ['skill://default/ann/1.0.0-r99999999999999999999/tidy/SKILL.md'],
    ['skill://default/ann/1.0.0-r1/t%69dy/SKILL.md'],
    ['skill://default/ann/1.0.0-r1/tidy/%ff'],
    ['skill://default/ann/1.0.0-r1//SKILL.md'],
    ['skill://default/ann'],
    [''],
  ])('%j is none', (uri) => {
    expect(parseSkillUri(uri)).toBeUndefined();
  });
});
