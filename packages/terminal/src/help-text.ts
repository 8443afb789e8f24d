/** One line that runs as it stands. */
export interface CommandExample {
  /** As typed in a shell, the program's name included. */
  readonly line: string;
  readonly description: string;
}

/** The help of a parser with examples below it, whose lines the parser itself would break. */
export const helpText = (help: string, examples: readonly CommandExample[]): string => {
  const lines = examples.map(({ line, description }) => `  # ${description}\n  ${line}`);
  return `${help}\n\nExamples:\n${lines.join('\n')}`;
};
