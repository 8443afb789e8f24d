import { compareVersionNumbers, type NewPattern, nextPatch, type ParsedSkill, type Pattern } from '@tmws/domain';
import type { ImportOptions } from './import-options.ts';
import type { ImportView } from './import-view.ts';

/** A skill as it was understood, and how it is to be imported. */
export interface WantedSkill {
  readonly parsed: ParsedSkill;
  readonly options: ImportOptions;
}

/** The pattern that a skill becomes, but for what its place decides. */
export const newPattern = ({ parsed, options }: WantedSkill, place: Partial<NewPattern>): NewPattern => ({
  patternName: parsed.name,
  category: parsed.category,
  subcategory: parsed.subcategory,
  tags: parsed.tags,
  patternData: parsed.patternData,
  namespace: options.namespace,
  accessLevel: options.accessLevel ?? 'TEAM',
  learningWeight: parsed.learningWeight,
  version: parsed.version,
  serveAsSkill: options.serveAsSkill ?? true,
  ...place,
});

/** The frontmatter's version where it is greater and free, else the next free PATCH. */
const nextVersion = (parent: Pattern, wanted: string | undefined, lineage: readonly Pattern[]): string => {
  const taken = new Set(lineage.filter((pattern) => pattern.deletedAt === undefined).map((pattern) => pattern.version));
  if (wanted !== undefined && compareVersionNumbers(wanted, parent.version) > 0 && !taken.has(wanted)) return wanted;
  let next = nextPatch(parent.version);
  while (taken.has(next)) next = nextPatch(next);
  return next;
};

/** The next version of a pattern that a skill becomes. What no skill file says it has from its parent. */
export const versionOf = async (view: ImportView, skill: WantedSkill, parent: Pattern): Promise<NewPattern> =>
  newPattern(skill, {
    patternName: parent.patternName,
    namespace: parent.namespace,
    accessLevel: parent.accessLevel,
    version: nextVersion(parent, skill.parsed.version, await view.patterns.findLineage(parent.lineageId)),
    parentPatternId: parent.id,
    complexityScore: parent.complexityScore,
    confidence: parent.confidencePrior,
    serveAsSkill: parent.serveAsSkill,
  });

/** The name with the first number that makes it free. */
export const freeName = async (
  view: ImportView,
  key: { readonly namespace: string; readonly agentId: string; readonly patternName: string },
): Promise<string> => {
  for (let number = 2; ; number += 1) {
    const patternName = `${key.patternName}-${number}`;
    if ((await view.patterns.findByName({ ...key, patternName })).length === 0) return patternName;
  }
};
