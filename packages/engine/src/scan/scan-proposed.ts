import { type Finding, fieldFindings, type JsonObject, type Pattern } from '@tmws/domain';
import type { Store } from '../ports/store.ts';
import { isSecret, refuseSecrets } from './refuse-secrets.ts';
import { once, scanData } from './scan-content.ts';

/** What lint and the safety scan say of a `pattern_data` that is only proposed. */
export const proposedFindings = (patternData: JsonObject): readonly Finding[] => [
  ...fieldFindings(patternData),
  ...once(scanData(patternData)),
];

/**
 * Scans what another agent proposes for a pattern, whose owner will read it.
 *
 * @param patternData - As the changes would make it
 * @throws DomainError SECRET_FOUND for a secret that the pattern does not hold yet
 */
export const scanProposed = async (store: Store, pattern: Pattern, patternData: JsonObject): Promise<void> => {
  const secrets = once(scanData(patternData)).filter(isSecret);
  if (secrets.length === 0 || pattern.accessLevel === 'PRIVATE') return;
  const kept = await store.findings.kept({ patternId: pattern.id, revision: pattern.revision });
  const known = new Set(kept.map(({ finding }) => finding.id));
  refuseSecrets(
    secrets.filter(({ id }) => !known.has(id)),
    [],
  );
};
