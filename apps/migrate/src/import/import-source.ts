import type { TmwsClient } from '@tmws/client';
import { type ImportSkillsHeader, SkillImportAction, type SkillImportResult } from '@tmws/contract';
import { folderName, type SkillFolder, type SkillSource, type SourceFinding } from '../sources/skill-folder.ts';
import { byPath } from '../sources/source-tree.ts';
import { importMessages, toFinding } from './import-messages.ts';
import type { ImportOptions } from './import-options.ts';

/** Four times what the core takes of a skill: so the core says what its limit is, and nobody sends it a disk. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 4 * 512;
/** Skills of one stream, so that its answer stays within a message with all that was found. */
const MOST_SKILLS = 4_000;

/** What an import did with one skill of a root. */
export interface ImportedSkill extends SkillImportResult {
  readonly root: string;
}

/** What an import of one root did. */
export interface ImportedSource {
  readonly results: readonly ImportedSkill[];
  /** Why removed skills were not looked for; undefined: they were. */
  readonly incomplete: string | undefined;
  readonly searchableByWords: boolean;
  readonly searchableByMeaning: boolean;
}

const bytesOf = ({ files }: SkillFolder): number => files.reduce((sum, { size }) => sum + size, 0);

const isTooLarge = (skill: SkillFolder): boolean => skill.files.length > MOST_FILES || bytesOf(skill) > MOST_BYTES;

const isSent = (skill: SkillFolder): boolean =>
  !isTooLarge(skill) && !skill.findings.some(({ severity }) => severity === 'error');

const tooLarge = (skill: SkillFolder): SourceFinding => ({
  code: 'too_large',
  severity: 'error',
  file: '',
  text: `The skill has ${skill.files.length} files of ${bytesOf(skill)} bytes, far more than a skill may have.`,
  done: 'Not sent.',
});

const refused = (skill: SkillFolder, root: string): SkillImportResult => ({
  path: skill.path,
  patternId: '',
  patternName: folderName(skill, root),
  version: '',
  action: SkillImportAction.REFUSED,
  findings: [...skill.findings, ...(isTooLarge(skill) ? [tooLarge(skill)] : [])].map(toFinding),
  fileCount: skill.files.length,
  bytes: bytesOf(skill),
});

/** Why the core cannot know from what is sent which skills are gone; undefined: it can. */
const incompleteReason = (source: SkillSource): string | undefined => {
  if (!source.isWhole) return 'a folder of it cannot be read';
  if (!source.skills.every(isSent)) return 'a skill of it was not sent';
  if (source.skills.length > MOST_SKILLS) return `it has more than ${MOST_SKILLS} skills`;
  return undefined;
};

const batches = (skills: readonly SkillFolder[]): readonly (readonly SkillFolder[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(skills.length / MOST_SKILLS)) }, (_, number) =>
    skills.slice(number * MOST_SKILLS, (number + 1) * MOST_SKILLS),
  );

/**
 * Imports the skills of one root, as a rule in one stream; calls `onSent` for each. A skill that is beyond all limits,
 * or that its source refuses, is not sent. Where the whole root is sent, the core reports skills that are gone from it.
 *
 * @throws RemoteError when the core refuses the stream as a whole; what was imported before stays.
 */
export const importSource = async (
  skills: Pick<TmwsClient['skills'], 'importSkills'>,
  source: SkillSource,
  { onSent, ...options }: ImportOptions & { readonly onSent: () => void },
): Promise<ImportedSource> => {
  const incomplete = incompleteReason(source);
  const kept = source.skills.filter((skill) => !isSent(skill));
  for (const _ of kept) onSent();
  const header: ImportSkillsHeader = {
    root: source.root,
    sourceKey: source.key,
    // The namespace travels with the caller, which over the socket makes one that is not there yet.
    namespace: undefined,
    accessLevel: options.accessLevel,
    onConflict: options.onConflict,
    dryRun: options.isDryRun,
    serveAsSkill: options.isServed ? undefined : false,
    authorAsOwner: options.isAuthorOwner,
    complete: incomplete === undefined,
    prune: options.isPruned && incomplete === undefined,
    acceptFindings: [...options.acceptFindings],
    requestId: undefined,
  };
  const responses = [];
  for (const batch of batches(source.skills.filter(isSent))) {
    const messages = importMessages({ header, skills: batch, fileLimit: MOST_BYTES, onSent });
    responses.push(await skills.importSkills(messages));
  }
  const results = [
    ...responses.flatMap((response) => response.results),
    ...kept.map((skill) => refused(skill, source.root)),
  ].sort(byPath);
  return {
    results: results.map((result) => ({ ...result, root: source.root })),
    incomplete,
    searchableByWords: responses.every(({ searchableByWords }) => searchableByWords),
    searchableByMeaning: responses.every(({ searchableByMeaning }) => searchableByMeaning),
  };
};
