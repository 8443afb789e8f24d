import type { TmwsClient } from '@tmws/client';
import { type Pattern, PatternStatus } from '@tmws/contract';

const PAGE_SIZE = 200;

/** The readable patterns of a namespace, by what their versions share. */
export class Lineages {
  readonly #versions = new Map<string, Pattern[]>();
  readonly #byId = new Map<string, Pattern>();

  private constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) {
      this.#byId.set(pattern.id, pattern);
      this.#versions.set(pattern.lineageId, [...(this.#versions.get(pattern.lineageId) ?? []), pattern]);
    }
  }

  /** Reads them as they are now. @throws RemoteError as the core refuses */
  static async read(client: TmwsClient, namespace: string): Promise<Lineages> {
    const patterns: Pattern[] = [];
    let pageToken = '';
    do {
      const page = await client.patterns.listPatterns({ namespace, pageSize: PAGE_SIZE, pageToken });
      patterns.push(...page.patterns);
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return new Lineages(patterns);
  }

  /** A version; undefined where there is none that may be read. */
  pattern(id: string): Pattern | undefined {
    return this.#byId.get(id);
  }

  /** The shown versions of an agent's patterns of that name, or of that name with a number, as an import gives it. */
  named(name: string, agentId: string): readonly Pattern[] {
    const wanted = name.normalize('NFC');
    const isNamed = (patternName: string): boolean =>
      patternName === wanted ||
      (patternName.startsWith(`${wanted}-`) && /^\d+$/.test(patternName.slice(wanted.length + 1)));
    return [...this.#byId.values()].filter(
      (pattern) => pattern.isHead && pattern.agentId === agentId && isNamed(pattern.patternName),
    );
  }

  has(lineageId: string): boolean {
    return this.#versions.has(lineageId);
  }

  /** The version that search shows; undefined while all are drafts or retired. */
  head(lineageId: string): Pattern | undefined {
    return this.#versions.get(lineageId)?.find(({ isHead }) => isHead);
  }

  /** Its versions that are in use. */
  active(lineageId: string): readonly Pattern[] {
    return this.#versions.get(lineageId)?.filter(({ status }) => status === PatternStatus.ACTIVE) ?? [];
  }

  /** Whether there is a version in use, or one that may come to be. */
  isLiving(lineageId: string): boolean {
    return (
      this.#versions
        .get(lineageId)
        ?.some(({ status }) => status === PatternStatus.ACTIVE || status === PatternStatus.DRAFT) === true
    );
  }
}
