/** What became of the data of a call. */
export type EvolutionOutcome = 'UNCHANGED' | 'REVISION' | 'VERSION' | 'PROPOSAL';

/** What the message tells of. */
export interface EvolutionTold {
  readonly outcome: EvolutionOutcome;
  /** success_rate after the call. */
  readonly rate: number;
  readonly owner: string;
  readonly version: string;
  readonly revision: number;
  readonly newPatternId?: string | undefined;
  readonly proposalId?: string | undefined;
  /** Whether the application's outcome was counted before. */
  readonly isRepeated: boolean;
}

const landing = (told: EvolutionTold): string => {
  switch (told.outcome) {
    case 'UNCHANGED':
      return '';
    case 'REVISION':
      return ` The data were merged as revision ${told.revision}.`;
    case 'VERSION':
      return ` The data were merged as version ${told.version}, pattern_id ${told.newPatternId}.`;
    case 'PROPOSAL':
      return ` The pattern belongs to ${told.owner}, for whom the data wait as proposal ${told.proposalId}.`;
    default:
      return told.outcome satisfies never;
  }
};

/** The specification's sentence, then what became of the data and of an outcome that was counted before. */
export const evolutionMessage = (told: EvolutionTold): string => {
  const sentence = `Pattern evolved - Success rate: ${told.rate.toFixed(2)}`;
  const repeated = told.isRepeated ? ' The outcome of this application was counted before.' : '';
  const rest = `${landing(told)}${repeated}`;
  return rest === '' ? sentence : `${sentence}.${rest}`;
};
