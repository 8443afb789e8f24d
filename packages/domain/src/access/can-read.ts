import { evaluate } from '../condition/condition.ts';
import type { Caller } from '../identity/caller.ts';
import { conditionSubject, type Pattern } from '../pattern/pattern.ts';
import { changeableBy, readableBy } from './access-condition.ts';

/** The gate for one pattern: whether the caller may read and use it. */
export const canRead = (caller: Caller, pattern: Pattern): boolean =>
  evaluate(readableBy(caller), conditionSubject(pattern));

/** The gate for one pattern: whether the caller may change, version and delete it. */
export const canChange = (caller: Caller, pattern: Pattern): boolean =>
  evaluate(changeableBy(caller), conditionSubject(pattern));
