import { readFileSync } from 'node:fs';
import { connect, RemoteError, type TmwsClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { AccessLevel, type CreatePatternRequest, type DeepPartial, type Pattern } from '@tmws/contract';

/** The namespace of the specification's team. */
export const TEAM = 'trinitas-agents';

const LEVELS = {
  team: AccessLevel.TEAM,
  shared: AccessLevel.SHARED,
  public: AccessLevel.PUBLIC,
} as const;

interface Given {
  readonly owner: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly access_level: keyof typeof LEVELS;
  readonly learning_weight?: number;
  readonly shared_with_agents?: string[];
  readonly pattern_data: Record<string, unknown>;
}

const GIVEN: Readonly<Record<string, Given>> = JSON.parse(
  readFileSync(new URL('../specification/patterns.json', import.meta.url), 'utf8'),
);

/** The agents of the specification, each with a connection of its own. Over the socket the core takes their word for it. */
export class Team implements AsyncDisposable {
  readonly #clients = new Map<string, TmwsClient>();

  async as(agent: string): Promise<TmwsClient> {
    const known = this.#clients.get(agent);
    if (known !== undefined) return known;
    const client = await connect(loadConfig({ ...process.env, TMWS_AGENT: agent, TMWS_NAMESPACE: TEAM }));
    this.#clients.set(agent, client);
    return client;
  }

  /** Stores one of the specification's patterns as its owner. */
  async learn(patternName: string): Promise<Pattern> {
    const given = GIVEN[patternName];
    if (given === undefined) throw new Error(`The specification has no pattern ${patternName}.`);
    const request: DeepPartial<CreatePatternRequest> = {
      patternName,
      category: given.category,
      subcategory: given.subcategory,
      accessLevel: LEVELS[given.access_level],
      sharedWithAgents: given.shared_with_agents,
      learningWeight: given.learning_weight,
      patternData: given.pattern_data,
    };
    const { pattern } = await (await this.as(given.owner)).patterns.createPattern(request);
    if (pattern === undefined) throw new Error(`The core kept no ${patternName}.`);
    say(`  ${given.owner} learned ${patternName} ${pattern.version} (${given.access_level})`);
    return pattern;
  }

  async use(
    agent: string,
    patternId: string,
    use: { success: boolean; seconds: number; context?: object },
  ): Promise<Pattern> {
    const client = await this.as(agent);
    const { pattern } = await client.usage.recordUsage({
      patternId,
      success: use.success,
      executionTime: use.seconds,
      contextData: { ...use.context },
    });
    if (pattern === undefined) throw new Error('The core did not say how the pattern does now.');
    return pattern;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.values()) client.close();
  }
}

/** Prints a line. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A share as the specification prints it: `95%`. */
export const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;

/** Why a call was refused. */
export const reasonOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof RemoteError) return error.reason;
    throw error;
  }
};
