import type { Resource } from '@modelcontextprotocol/server';
import { typeByName } from './file-content.ts';
import type { ServedSkill } from './served-skill.ts';
import { fileUri } from './skill-uri.ts';

const FOLDER = 'inode/directory';

/** Direct children of a folder of a skill, by name; undefined: it has no such folder. */
export const folderChildren = ({ root, files }: ServedSkill, path: string): readonly Resource[] | undefined => {
  const before = path === '' ? '' : `${path}/`;
  const children = new Map<string, Resource>();
  for (const file of files) {
    if (!file.path.startsWith(before)) continue;
    const [name = '', ...deeper] = file.path.slice(before.length).split('/');
    const uri = fileUri(root, `${before}${name}`);
    const mimeType = typeByName(name);
    const isFile = deeper.length === 0;
    const child = isFile
      ? { uri, name, size: file.size, ...(mimeType === undefined ? {} : { mimeType }) }
      : { uri, name, mimeType: FOLDER };
    children.set(name, child);
  }
  return children.size === 0 ? undefined : [...children.values()];
};
