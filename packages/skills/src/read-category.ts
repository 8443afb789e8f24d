import { LIMITS, NO_CATEGORY, type ParsedSkill, type SkillFolder } from '@tmws/domain';
import { printable } from './read-metadata.ts';

/** Names of folders that say where skills are kept, not what they are about. */
const GENERIC = new Set([
  ...['skill', 'skills', 'agent', 'agents', 'claude', 'codex', 'cursor', 'gemini', 'copilot', 'opencode', 'prompts'],
  ...['plugin', 'plugins', 'package', 'packages', 'app', 'apps', 'module', 'modules', 'project', 'projects'],
  ...['src', 'source', 'sources', 'lib', 'dist', 'build', 'bin', 'tools', 'scripts', 'vendor', 'node-modules'],
  ...['example', 'examples', 'sample', 'samples', 'template', 'templates', 'test', 'tests', 'fixture', 'fixtures'],
  ...['doc', 'docs', 'reference', 'references', 'assets', 'resources', 'data', 'files', 'root', 'home', 'tmp', 'temp'],
  ...['common', 'shared', 'core', 'main', 'master', 'latest', 'current', 'new', 'old', 'archive', 'backup', 'all'],
  ...['public', 'private', 'local', 'global', 'user', 'system', 'builtin', 'custom', 'community', 'experimental'],
  ...['misc', 'other', 'others', 'general', 'default'],
]);

/** 1, v2, 1.0.3, 2026-01-31, and what archives of a repository are called: name-main, name-1.0.3. */
const VERSION = /^v?\d+(?:[._-]\d+)*$|-(?:main|master|v?\d+(?:\.\d+)*)$/;
const HASH = /^[0-9a-f]{7,}$/;

const isGeneric = (name: string): boolean => {
  const plain = name.toLowerCase();
  return plain.startsWith('.') || GENERIC.has(plain.replaceAll('_', '-')) || VERSION.test(plain) || HASH.test(plain);
};

/** The folder that the skill's lies in, where it is below the root and its name may say what its skills are about. */
const folderCategory = ({ path }: Pick<SkillFolder, 'path'>): string | undefined => {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const parent = printable(parts.at(-2) ?? '', LIMITS.category);
  return parent === '' || isGeneric(parent) ? undefined : parent;
};

/** The frontmatter's category, else the name of the folder above, where that says something, else `general`. */
export const readCategory = (
  folder: Pick<SkillFolder, 'path'>,
  written: string | undefined,
): Pick<ParsedSkill, 'category' | 'categoryFrom'> => {
  if (written !== undefined) return { category: written, categoryFrom: 'frontmatter' };
  const above = folderCategory(folder);
  return above === undefined
    ? { category: NO_CATEGORY, categoryFrom: 'default' }
    : { category: above, categoryFrom: 'folder' };
};
