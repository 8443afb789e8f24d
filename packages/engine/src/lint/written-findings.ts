import type { Caller, Finding, Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from './lint-pattern.ts';

/** What a write tells of the pattern that it stored: the findings of lint, then those of the safety scan. */
export const writtenFindings = async (
  engine: Engine,
  caller: Caller,
  pattern: Pattern,
): Promise<readonly Finding[]> => {
  const [linted, scanned] = await Promise.all([
    lintFindings(engine, caller, pattern),
    engine.unitOfWork.read((store) => store.findings.scanned(pattern.id, pattern.revision)),
  ]);
  return [...linted, ...scanned];
};
