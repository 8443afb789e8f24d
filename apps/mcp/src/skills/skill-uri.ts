/** Which revision of which pattern a skill is. */
export interface SkillAddress {
  readonly namespace: string;
  /** Agent id. */
  readonly owner: string;
  readonly version: string;
  /** From 1. */
  readonly revision: number;
  readonly patternName: string;
}

/** What the URI of a skill, of a file or of a folder in it names. */
export interface SkillPlace {
  readonly address: SkillAddress;
  /** What follows the pattern's name, decoded: the skill's folder where it is named otherwise, then the path in it. */
  readonly rest: readonly string[];
}

const SCHEME = 'skill://';
const REVISED = /^(.+)-r([1-9]\d*)$/;
/** URLs take these for steps in a path, percent-encoded too. */
const DOTS = /^=*\.{1,2}$/;

const encoded = (segment: string): string => encodeURIComponent(DOTS.test(segment) ? `=${segment}` : segment);

const decoded = (segment: string): string => {
  const text = decodeURIComponent(segment);
  return text.startsWith('=') && DOTS.test(text) ? text.slice(1) : text;
};

/**
 * URI of a skill's folder: `skill://{namespace}/{owner}/{version}-r{revision}/{name}`. Hosts want the folder to be named
 * as the frontmatter says; where that is not the pattern's name, the folder follows as one more part.
 */
export const skillRoot = (address: SkillAddress, folderName: string): string => {
  const { namespace, owner, version, revision, patternName } = address;
  const parts = [namespace, owner, `${version}-r${revision}`, patternName];
  const all = folderName === patternName ? parts : [...parts, folderName];
  return `${SCHEME}${all.map(encoded).join('/')}`;
};

/** URI of a file or folder of a skill. */
export const fileUri = (root: string, path: string): string => `${root}/${path.split('/').map(encoded).join('/')}`;

const parts = (uri: string): readonly string[] | undefined => {
  try {
    return uri.slice(SCHEME.length).split('/').map(decoded);
  } catch {
    return undefined;
  }
};

/** Reads a URI in the one spelling that {@link skillRoot} and {@link fileUri} write; undefined: it is none. */
export const parseSkillUri = (uri: string): SkillPlace | undefined => {
  const segments = uri.startsWith(SCHEME) ? parts(uri) : undefined;
  const [namespace, owner, revised = '', patternName, ...rest] = segments ?? [];
  const [, version, number] = REVISED.exec(revised) ?? [];
  const revision = Number(number);
  if (!namespace || !owner || !version || !patternName || !Number.isSafeInteger(revision)) return undefined;
  const address = { namespace, owner, version, revision, patternName };
  const root = skillRoot(address, patternName);
  const spelt = rest.length === 0 ? root : fileUri(root, rest.join('/'));
  return spelt === uri ? { address, rest } : undefined;
};
