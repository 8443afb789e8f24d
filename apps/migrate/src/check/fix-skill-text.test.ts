import { describe, expect, test } from 'vitest';
import { fixSkillText } from './fix-skill-text.ts';

const fix = (text: string, folderName = 'my-skill', codes: readonly string[] = ['rule_name']) =>
  fixSkillText({ text, folderName, codes: new Set(codes) });

describe('what has one right form is put right', () => {
  test('a byte order mark and line ends', () => {
    expect(fix('\uFEFF# Title\r\nText\rMore\n', 'x', [])).toEqual({
      text: '# Title\nText\nMore\n',
      done: ['byte order mark taken away', 'line ends made LF'],
    });
  });

  test.each([
    ['---\nname: other\ndescription: d\n---\nname: body\n', '---\nname: my-skill\ndescription: d\n---\nname: body\n'],
    ['---\ndescription: d\n---\n', '---\nname: my-skill\ndescription: d\n---\n'],
    ['---\nname:\ndescription: d\n---\n', '---\nname: my-skill\ndescription: d\n---\n'],
    ['---\nname: "Other $& Skill"\n---\n', '---\nname: my-skill\n---\n'],
  ])('a name that is not the folder’s: %j', (before, after) => {
    expect(fix(before)).toEqual({ text: after, done: ['name set to my-skill'] });
  });

  test('a name that begins with a digit stays text', () => {
    expect(fix('---\nname: x\n---\n', '2024-review').text).toBe('---\nname: "2024-review"\n---\n');
  });
});

test.each([
  ['the folder’s name is none', '---\nname: a\n---\n', 'My Skill'],
  ['there is no frontmatter', '# name: a\n', 'my-skill'],
  ['the frontmatter is not closed', '---\nname: a\n', 'my-skill'],
  ['the name spans lines', '---\nname: >\n  a\n---\n', 'my-skill'],
  ['the name goes on', '---\nname: a\n  b\n---\n', 'my-skill'],
  ['the name has a comment', '---\nname: a # mine\n---\n', 'my-skill'],
])('a name is left to people where %s', (_why, text, folderName) => {
  expect(fix(text, folderName)).toEqual({ text, done: [] });
});
