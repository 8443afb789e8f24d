import { fuse, LEXICAL_WEIGHT, NAME_WEIGHT } from '@tmws/domain';
import { type Formula, meaningOf, type RequestNumbers } from './replica.ts';

const at = (values: Float32Array, place: number): number => values[place] ?? 0;

const weighted =
  (weights: { readonly lexical: number; readonly name: number }, meaning: Formula = meaningOf): Formula =>
  (numbers, place) =>
    meaning(numbers, place) + weights.lexical * at(numbers.lexical, place) + weights.name * at(numbers.name, place);

/** The product's ranking, by its own function. */
export const fullFormula: Formula = (numbers, place) =>
  fuse({
    cosine: meaningOf(numbers, place),
    lexical: at(numbers.lexical, place),
    name: at(numbers.name, place),
  });

/** The words' score alone, which ranks and is mapped where there is no vector. */
export const lexicalFormula: Formula = (numbers, place) => at(numbers.lexical, place);

/** The full formula over numbers in which one half was replaced. */
export const withLexical = (numbers: RequestNumbers, lexical: Float64Array): RequestNumbers => ({
  ...numbers,
  lexical: Float32Array.from(lexical),
});

/** A change of the formula, by name. */
export interface FormulaChange {
  readonly name: string;
  readonly formula: Formula;
}

const LEXICAL_WEIGHTS = [0, 0.2, 0.3, 0.5, 0.6, 1];
const NAME_WEIGHTS = [0, 0.04, 0.08];

/** Every change that needs no other texts and no other vectors. */
export const FORMULA_CHANGES: readonly FormulaChange[] = [
  ...LEXICAL_WEIGHTS.map((lexical) => ({
    name: `weight of words ${lexical} (${LEXICAL_WEIGHT})`,
    formula: weighted({ lexical, name: NAME_WEIGHT }),
  })),
  { name: 'words alone', formula: weighted({ lexical: LEXICAL_WEIGHT, name: NAME_WEIGHT }, () => 0) },
  { name: 'meaning alone', formula: meaningOf },
  ...NAME_WEIGHTS.map((name) => ({
    name: `weight of the name ${name} (${NAME_WEIGHT})`,
    formula: weighted({ lexical: LEXICAL_WEIGHT, name }),
  })),
  {
    name: 'language-neutral vectors off',
    formula: weighted({ lexical: LEXICAL_WEIGHT, name: NAME_WEIGHT }, ({ cosine }, place) => at(cosine, place)),
  },
];
