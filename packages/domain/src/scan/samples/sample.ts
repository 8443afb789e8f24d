/** A text whose verdict is known. */
export interface Sample {
  /** The rule that must find it; empty where none may. */
  readonly rule: string;
  readonly text: string;
}

/** Texts of one verdict. */
export const samples = (rule: string, ...texts: readonly string[]): readonly Sample[] =>
  texts.map((text) => ({ rule, text }));
