import { DomainError, type Finding, refusesSharing, SCAN_KINDS, type ScanKind } from '@tmws/domain';
import { idsOf } from './finding-ids.ts';

/** So many places are named in the sentence. */
const MOST_NAMED = 5;

const kindOf = ({ code }: Finding): ScanKind | undefined => SCAN_KINDS.find((kind) => kind === code);

/** Whether content with this finding may stand in a pattern of level TEAM or wider only when it is accepted. */
export const isSecret = (finding: Finding): boolean => {
  const kind = kindOf(finding);
  return kind !== undefined && refusesSharing({ kind });
};

const placeOf = ({ file, field, line }: Finding): string =>
  `${file === '' ? field : file}${line === undefined ? '' : `, line ${line}`}`;

/** What a writer can do about a secret besides taking it out. */
export type WayOut = 'private' | 'accept';

const WAYS: Readonly<Record<WayOut, string>> = {
  private: 'keep the pattern at level PRIVATE',
  accept: 'name the finding in accept_findings',
};

const waysText = (ways: readonly WayOut[]): string => {
  const [last, ...others] = ways.map((way) => WAYS[way]).toReversed();
  if (last === undefined) return 'Take it out.';
  return `Take it out, ${others
    .toReversed()
    .map((other) => `${other}, `)
    .join('')}or ${last}.`;
};

/**
 * The refusal of content that others could read and that holds secrets: the places, the ids of the findings, and what
 * can be done about it.
 *
 * @param secrets - At least one
 */
const secretRefusal = (secrets: readonly [Finding, ...Finding[]], ways: readonly WayOut[]): DomainError => {
  const [first] = secrets;
  const named = secrets.slice(0, MOST_NAMED).map((secret) => `${placeOf(secret)} (finding ${secret.id})`);
  const more = secrets.length - named.length;
  const places = [...named, ...(more > 0 ? [`${more} more places`] : [])].join('; ');
  return new DomainError(
    'SECRET_FOUND',
    `What looks like a secret stands where others could read it: ${places}. Nothing was stored. ${waysText(ways)}`,
    {
      metadata: {
        ...(first.file === '' ? { field: first.field } : { file: first.file }),
        ...(first.line === undefined ? {} : { line: String(first.line) }),
        rule_id: first.ruleId,
        finding_id: first.id,
        finding_ids: idsOf(secrets),
        finding_count: String(secrets.length),
        more_places: String(more),
        places,
      },
    },
  );
};

/** @throws DomainError SECRET_FOUND where there is any */
export const refuseSecrets = (secrets: readonly Finding[], ways: readonly WayOut[]): void => {
  const [first, ...others] = secrets;
  if (first !== undefined) throw secretRefusal([first, ...others], ways);
};
