/** What became of a call of evolve_pattern. */
export type EvolutionKind = 'report' | 'revision' | 'version' | 'proposal';

/** One call of evolve_pattern. */
export interface Evolution {
  readonly id: string;
  readonly patternId: string;
  readonly agentId: string;
  readonly kind: EvolutionKind;
  readonly success: boolean | undefined;
  readonly notes: string | undefined;
  readonly applicationId: string | undefined;
  readonly at: Date;
}

/** Calls of evolve_pattern. */
export interface EvolutionRepository {
  insert(evolution: Evolution): Promise<void>;
  /** How many calls named the pattern. */
  count(patternId: string): Promise<number>;
}
