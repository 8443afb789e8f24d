import type { CategoryMemory } from './choose-category.ts';
import { createPlannedImports, type PlannedImports } from './planned-imports.ts';

/** What one import has met so far: needed to plan, and to tell at its end what is missing. */
export interface ImportRun {
  /** Paths of the skills that came, refused ones too. */
  readonly paths: Set<string>;
  /** Lineages of the patterns that they are. */
  readonly lineages: Set<string>;
  /** Owners of these. */
  readonly owners: Set<string>;
  readonly planned: PlannedImports;
  readonly categories: CategoryMemory;
}

/** Starts an import. */
export const createImportRun = (): ImportRun => ({
  paths: new Set(),
  lineages: new Set(),
  owners: new Set(),
  planned: createPlannedImports(),
  categories: { model: undefined },
});
