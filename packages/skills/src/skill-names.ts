import { isSafeSkillPath } from './is-safe-skill-path.ts';

const LONGEST_NAME = 64;

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** What Windows takes in no name of a file. */
const UNFIT_CHARACTER = /[<>:"|?*\p{Cc}]/u;

/** What an export itself writes beside its skills. */
const KEPT_NAMES = ['index.json'];

const isDevice = (name: string): boolean => DEVICE.test(name.split('.')[0]?.trim() ?? '');

/**
 * A name as agentskills.io wants it: ASCII in lower case, digits and single hyphens, at most 64 characters, e.g.
 * `database-optimization` for `database_optimization`. A name without any such character is made of the id.
 */
export const portableName = (name: string, id: string): string => {
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^-/, '')
      .slice(0, LONGEST_NAME)
      .replace(/-$/, '');
  const made = plain(name) || plain(`skill-${id.slice(-12)}`);
  return isDevice(made) ? `${made}-skill` : made;
};

/** Whether a folder may have this name on every operating system, and hides nothing. */
const isFolderName = (name: string): boolean =>
  isSafeSkillPath(name) &&
  !name.includes('/') &&
  !name.startsWith('.') &&
  !/[. ]$/.test(name) &&
  !UNFIT_CHARACTER.test(name) &&
  !isDevice(name);

/** The name itself where a folder may have it, else its {@link portableName}. */
export const folderName = (name: string, id: string): string => (isFolderName(name) ? name : portableName(name, id));

/** Names of folders that lie beside each other, also where the case of a letter makes no difference. */
export interface NameList {
  /** The name, or the name with the first free number: `name-2`. */
  take(name: string): string;
}

/** Starts a list of names, none taken but those that an export needs. */
export const createNameList = (): NameList => {
  const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();
  const taken = new Set(KEPT_NAMES);
  const tried = new Map<string, number>();
  const numbered = (name: string, number: number): string => {
    const suffix = `-${number}`;
    const longest = Math.max(LONGEST_NAME, name.length) - suffix.length;
    return `${name.length > longest ? name.slice(0, longest).replace(/-$/, '').toWellFormed() : name}${suffix}`;
  };
  return {
    take: (name) => {
      let found = name;
      let number = tried.get(keyOf(name)) ?? 1;
      while (taken.has(keyOf(found))) {
        number += 1;
        found = numbered(name, number);
      }
      tried.set(keyOf(name), number);
      taken.add(keyOf(found));
      return found;
    },
  };
};
