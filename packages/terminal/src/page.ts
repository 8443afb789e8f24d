import type { TextStream } from './surroundings.ts';

/** How text looks where it is printed. Each function marks a text up, or gives it back where there is no colour. */
export interface Page {
  /** Columns of the terminal; undefined: no terminal, nothing is fitted. */
  readonly width: number | undefined;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const NARROWEST = 40;

const sgr =
  (isColoured: boolean, on: number, off: number) =>
  (text: string): string =>
    isColoured && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text;

/** The page of a stream: colour and width only on a terminal; `NO_COLOR`, set to anything, and `TERM=dumb` end colour. */
export const pageOf = (stream: TextStream, environment: Readonly<Record<string, string | undefined>>): Page => {
  const isTerminal = stream.isTTY === true;
  const isColoured = isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb';
  return {
    width: isTerminal ? Math.max(stream.columns ?? 80, NARROWEST) : undefined,
    bold: sgr(isColoured, 1, 22),
    dim: sgr(isColoured, 2, 22),
    red: sgr(isColoured, 31, 39),
    green: sgr(isColoured, 32, 39),
    yellow: sgr(isColoured, 33, 39),
  };
};
