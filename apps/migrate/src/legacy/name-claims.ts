import type { TmwsClient } from '@tmws/client';
import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyPattern } from './legacy-pattern.ts';
import type { Place } from './places.ts';

const LONGEST = 255;

/** A name that tells two patterns apart that would have the same one here. */
export const distinctName = (name: string, mark: string): string => {
  const end = ` (${mark})`;
  return `${[...name].slice(0, LONGEST - [...end].length).join('')}${end}`;
};

/** The last characters of an id, enough to tell patterns of one name apart. */
export const shortId = (sourceId: string): string => sourceId.slice(-8);

/** Whose each name is: patterns of different owners or namespaces there are different patterns here too. */
export class NameClaims {
  readonly #client: TmwsClient;
  readonly #claims = new Map<string, string>();

  constructor(client: TmwsClient) {
    this.#client = client;
  }

  /** The name that a pattern gets: its own where it is free or its lineage's. */
  async claim(
    pattern: LegacyPattern,
    { namespace }: Place,
    { agentId, findings }: { readonly agentId: string; readonly findings: LegacyFindings },
  ): Promise<string> {
    const { patternName, version } = pattern;
    const key = JSON.stringify([agentId, namespace, patternName]);
    const origin = JSON.stringify([pattern.table, pattern.owner ?? '', pattern.namespace ?? '']);
    const holder = this.#claims.get(key);
    // A version number other than the first would join a lineage of that name, whosever it is.
    const joins = holder === undefined && version !== undefined && version !== '1.0.0';
    const isTaken = joins && (await this.#isTaken({ agentId, namespace, patternName }));
    if (holder === undefined && !isTaken) this.#claims.set(key, origin);
    if (!isTaken && (holder ?? origin) === origin) return patternName;
    const name = distinctName(patternName, shortId(pattern.sourceId));
    findings.warn('renamed', `Another pattern is named "${patternName}" here.`, `Named "${name}".`);
    return name;
  }

  async #isTaken(named: {
    readonly agentId: string;
    readonly namespace: string;
    readonly patternName: string;
  }): Promise<boolean> {
    const { agentId: owner, namespace, patternName } = named;
    const { patterns } = await this.#client.patterns.listPatterns({ owner, namespace, patternName, pageSize: 1 });
    return patterns.length > 0;
  }
}
