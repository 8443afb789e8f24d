import { all, type Caller, is, NO_CATEGORY, type SkillFinding } from '@tmws/domain';
import type { CategoryExample } from '../ports/category-examples.ts';
import type { Store } from '../ports/store.ts';
import { listable } from '../search/visible.ts';
import { type CategoryModel, createCategoryModel } from './category-model.ts';
import type { NewSkill, ReadSkill } from './decide-import.ts';
import { importFinding } from './import-finding.ts';

/** So many patterns are looked at, the oldest ones. */
const MOST_EXAMPLES = 2_000;
/** So many examples of a guess are named. */
const NAMED = 3;

/** The model of one import, made for its first skill that needs one. */
export interface CategoryMemory {
  model: CategoryModel | undefined;
}

/** What a category is chosen with. */
export interface CategoryChoice {
  /** Whose patterns, and those of others that it may read, are examples. */
  readonly caller: Caller;
  readonly skill: ReadSkill;
  readonly memory: CategoryMemory;
}

/**
 * Examples are the patterns that the caller may read. Those of the same root alone are none: what an import has stored
 * so far would else change its guesses, and a dry run or one that was broken off would guess otherwise. So are those
 * that are DRAFT or RETIRED.
 */
const readModel = async (store: Store, { caller, skill }: CategoryChoice): Promise<CategoryModel> => {
  const where = all(listable(caller, { statuses: ['ACTIVE', 'DEPRECATED'] }), is('isHead'));
  const { sourceKey } = skill.options;
  const query = { where, apartFromRoot: sourceKey, limit: MOST_EXAMPLES };
  return createCategoryModel(await store.skills.categoryExamples(query));
};

const named = (examples: readonly CategoryExample[]): string =>
  examples
    .slice(0, NAMED)
    .map(({ patternName, id }) => `"${patternName}" (${id})`)
    .join(', ');

const guessed = async (
  store: Store,
  choice: CategoryChoice,
): Promise<{ readonly category: string; readonly finding: SkillFinding } | undefined> => {
  const { memory, skill } = choice;
  const { name, patternData } = skill.parsed;
  memory.model ??= await readModel(store, choice);
  const description = typeof patternData.description === 'string' ? patternData.description : '';
  const guess = memory.model.guess({ name, description });
  if (guess === undefined) return undefined;
  const { category, examples } = guess;
  const finding = importFinding('category_guessed', 'info', {
    text: 'Neither the frontmatter nor the folder names a category.',
    done: `Guessed "${category}" from patterns that say like things: ${named(examples)}. Change it where it is wrong.`,
  });
  return { category, finding };
};

const fromFolder = (category: string): SkillFinding =>
  importFinding('category_from_folder', 'info', {
    text: 'The frontmatter names no category.',
    done: `Took "${category}", the folder that the skill lies in.`,
  });

/**
 * Gives a new pattern its category: the frontmatter's, else its folder's, else one guessed from the patterns that the
 * caller may read, else `general`. What is not the frontmatter's is told in a finding. A new version whose frontmatter
 * names none keeps the one of its parent, which somebody may have set.
 */
export const chooseCategory = async (store: Store, choice: CategoryChoice, decision: NewSkill): Promise<NewSkill> => {
  const { category, categoryFrom } = choice.skill.parsed;
  if (categoryFrom === 'frontmatter') return decision;
  const given = (chosen: string, findings: readonly SkillFinding[]): NewSkill => ({
    ...decision,
    given: { ...decision.given, category: chosen },
    findings: [...decision.findings, ...findings],
  });
  const { parent } = decision;
  if (parent !== undefined && parent.category !== NO_CATEGORY) return given(parent.category, []);
  if (categoryFrom === 'folder') return given(category, [fromFolder(category)]);
  const guess = await guessed(store, choice);
  return guess === undefined ? decision : given(guess.category, [guess.finding]);
};
