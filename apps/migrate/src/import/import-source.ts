import type { TmwsClient } from '@tmws/client';
import { type AccessLevel, ImportConflict, SkillImportAction, type SkillImportResult } from '@tmws/contract';
import type { SkillFolder, SkillSource } from '../sources/skill-folder.ts';
import { importMessages, toFinding } from './import-messages.ts';

/** Four times what the core takes of a skill: so the core says what its limit is, and nobody sends it a disk. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 4 * 512;

/** What an import did with one skill of a root. */
export interface ImportedSkill extends SkillImportResult {
  readonly root: string;
}

/** What an import of one root did. */
export interface ImportedSource {
  readonly results: readonly ImportedSkill[];
  readonly searchableByWords: boolean;
  readonly searchableByMeaning: boolean;
}

/** How skills are imported. */
export interface ImportOptions {
  readonly accessLevel: AccessLevel;
  /** Called when a skill was sent. */
  readonly onSent: () => void;
}

const bytesOf = ({ files }: SkillFolder): number => files.reduce((sum, { size }) => sum + size, 0);

const isSent = (skill: SkillFolder): boolean => skill.files.length <= MOST_FILES && bytesOf(skill) <= MOST_BYTES;

const refused = (skill: SkillFolder, root: string): SkillImportResult => {
  const name = (skill.path || root).split('/').at(-1) ?? '';
  const text = `The skill has ${skill.files.length} files of ${bytesOf(skill)} bytes, far more than a skill may have.`;
  const finding = toFinding({ code: 'too_large', severity: 'error', file: '', text, done: 'Not sent.' });
  return {
    path: skill.path,
    patternId: '',
    patternName: name,
    version: '',
    action: SkillImportAction.REFUSED,
    findings: [...skill.findings.map(toFinding), finding],
    fileCount: skill.files.length,
    bytes: bytesOf(skill),
  };
};

const byPath = (a: SkillImportResult, b: SkillImportResult): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/**
 * Imports the skills of one root in one stream. A skill that is beyond all limits is refused here and not sent.
 *
 * @throws RemoteError when the core refuses the stream as a whole; what was imported before stays.
 */
export const importSource = async (
  skills: TmwsClient['skills'],
  source: SkillSource,
  { accessLevel, onSent }: ImportOptions,
): Promise<ImportedSource> => {
  const sent = source.skills.filter(isSent);
  const kept = source.skills.filter((skill) => !isSent(skill));
  for (const _ of kept) onSent();
  const header = {
    root: source.root,
    sourceKey: source.key,
    // The namespace travels with the caller, which over the socket makes one that is not there yet.
    namespace: undefined,
    accessLevel,
    onConflict: ImportConflict.UNSPECIFIED,
    dryRun: false,
    serveAsSkill: undefined,
    authorAsOwner: false,
    complete: false,
    prune: false,
    acceptFindings: [],
    requestId: undefined,
  };
  const response = await skills.importSkills(importMessages({ header, skills: sent, fileLimit: MOST_BYTES, onSent }));
  const results = [...response.results, ...kept.map((skill) => refused(skill, source.root))].sort(byPath);
  return {
    results: results.map((result) => ({ ...result, root: source.root })),
    searchableByWords: response.searchableByWords,
    searchableByMeaning: response.searchableByMeaning,
  };
};
