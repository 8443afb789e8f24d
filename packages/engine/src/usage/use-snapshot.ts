import { isJsonObject, type JsonObject } from '@tmws/domain';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import type { Usage } from '../ports/usage-repository.ts';
import type { RecordedUse } from './record-use.ts';

/** A use and its pattern, without `patternData`, as JSON, to remember an answer by. */
export const toUseSnapshot = ({ usage, pattern }: RecordedUse): JsonObject => ({
  usage: JSON.parse(JSON.stringify(usage)) satisfies JsonObject,
  pattern: toSnapshot({ ...pattern, patternData: {} }),
});

/** The use and the pattern that {@link toUseSnapshot} wrote down. */
export const fromUseSnapshot = (snapshot: JsonObject): RecordedUse => {
  const usage: Usage = JSON.parse(JSON.stringify(snapshot.usage));
  return {
    usage: { ...usage, usedAt: new Date(usage.usedAt) },
    pattern: fromSnapshot(isJsonObject(snapshot.pattern) ? snapshot.pattern : {}),
  };
};
