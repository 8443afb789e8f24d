import type { Pattern } from '@tmws/domain';
import type { Store } from '../ports/store.ts';
import type { UsageCursor } from '../ports/usage-repository.ts';
import { isSecret, refuseSecrets, type WayOut } from './refuse-secrets.ts';
import { once } from './scan-content.ts';
import { scanUse } from './scan-use.ts';
import { toFindings } from './to-findings.ts';

/** So many revisions are read at a time: each can be large. */
const REVISIONS_TOGETHER = 50;

/** Uses are small. */
const USES_TOGETHER = 200;

/** An earlier state of a pattern that more agents are about to read. */
export interface ScannedHistory {
  /** As it is; what was found on its present content is another's to judge. */
  readonly pattern: Pick<Pattern, 'id' | 'revision'>;
  /** Findings that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings: readonly string[] | undefined;
}

/** What was told of uses; those that came with the pattern were not scanned while nobody else could read them. */
const scanUses = async (
  { usages }: Pick<Store, 'usages'>,
  { pattern, acceptFindings }: ScannedHistory,
): Promise<void> => {
  const filter = {
    patternId: pattern.id,
    agentId: undefined,
    since: undefined,
    outcome: 'any',
    limit: USES_TOGETHER,
  } as const;
  let after: UsageCursor | undefined;
  for (;;) {
    const uses = await usages.list({ ...filter, after });
    for (const { id, contextData } of uses) scanUse(contextData, { field: `use ${id}: context_data`, acceptFindings });
    const last = uses.at(-1);
    if (last === undefined || uses.length < USES_TOGETHER) return;
    after = { usedAt: last.usedAt, id: last.id };
  }
};

/**
 * Looks through the history of a pattern that more agents are about to read: contents that are not redacted, by what
 * was found on them, the reasons of all changes, and what was told of uses. Whoever reads a pattern reads these too.
 *
 * @throws DomainError SECRET_FOUND for a secret that the caller does not accept; its place names the revision
 */
export const scanHistory = async (
  store: Pick<Store, 'revisions' | 'findings' | 'usages'>,
  history: ScannedHistory,
): Promise<void> => {
  const { pattern, acceptFindings } = history;
  await scanUses(store, history);
  const ways: readonly WayOut[] = acceptFindings === undefined ? ['private'] : ['private', 'accept'];
  let before: number | undefined;
  for (;;) {
    const revisions = await store.revisions.list(pattern.id, { before, limit: REVISIONS_TOGETHER });
    for (const { number, content, reason = '' } of revisions) {
      const isEarlier = content !== undefined && number !== pattern.revision;
      const kept = isEarlier ? await store.findings.scanned(pattern.id, number) : [];
      const found = [...kept, ...toFindings([{ source: 'reason', text: reason, prefix: '' }], 'field')];
      const secrets = once(found).filter((one) => isSecret(one) && acceptFindings?.includes(one.id) !== true);
      const at = (place: string): string => (place === '' ? '' : `revision ${number}: ${place}`);
      refuseSecrets(
        secrets.map((one) => ({ ...one, field: at(one.field), file: at(one.file) })),
        ways,
      );
    }
    before = revisions.at(-1)?.number;
    if (revisions.length < REVISIONS_TOGETHER || before === undefined) return;
  }
};
