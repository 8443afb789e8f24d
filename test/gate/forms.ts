import { all, type Condition, isIn, tokenize } from '@tmws/domain';
import type { Engine } from '@tmws/engine';
import type { World } from './random-worlds.ts';

const MORE_THAN_A_WORLD = 100;

/** A condition on the patterns of one world alone. */
export const within = (world: World, condition: Condition): Condition =>
  all(isIn('category', [world.label]), condition);

/** Ids of the patterns that SQLite passes, sorted. */
export const passedBySql = async (engine: Engine, where: Condition): Promise<readonly string[]> => {
  const found = await engine.unitOfWork.read((store) =>
    store.patterns.list({ where, order: 'created', limit: MORE_THAN_A_WORLD }),
  );
  return found.map(({ id }) => id).toSorted();
};

/** Ids of the patterns that LanceDB passes, sorted; each pattern of a world says `everywhere`. */
export const passedByLance = async (engine: Engine, where: Condition): Promise<readonly string[]> => {
  const found = await engine.index.searchWords({ terms: tokenize('everywhere'), where, limit: MORE_THAN_A_WORLD });
  return found.map(({ id }) => id).toSorted();
};
