import { UsageError } from './usage-error.ts';

/** What was typed after a command's name, by argument and flag; the parser has checked types and choices. */
export class CommandArguments {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  /** The text of a flag or argument, the last one where it stands more than once; undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.#last(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** Like {@link text}. @throws UsageError when it was not given or is blank. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value.trim() === '') throw new UsageError(`${name} is missing or empty.`);
    return value;
  }

  /** The number of a flag; undefined when it was not given. */
  number(name: string): number | undefined {
    const value = this.#last(name);
    return typeof value === 'number' ? value : undefined;
  }

  /** Whether a flag was given, or given as `--no-…`; undefined when neither. */
  flag(name: string): boolean | undefined {
    const value = this.#last(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Every value of a flag or argument that may stand more than once. */
  list(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** Every flag and argument that has a {@link text}, by name. */
  texts(): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(Object.keys(this.#values).map((name) => [name, this.text(name)]));
  }

  /** The words of an argument as one text, so that a request needs no quotes. @throws UsageError when it is blank. */
  phrase(name: string): string {
    const text = this.list(name).join(' ');
    if (text.trim() === '') throw new UsageError(`${name} is empty.`);
    return text;
  }

  #last(name: string): unknown {
    const value = this.#values[name];
    return Array.isArray(value) ? value.at(-1) : value;
  }
}
