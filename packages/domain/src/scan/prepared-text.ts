import { type CommandLine, commandLines } from './download/command-lines.ts';
import { lineIndex } from './line-index.ts';
import { visibleText } from './visible-text.ts';

/** One text made ready for all rules. */
export interface PreparedText {
  readonly raw: string;
  /** As a reader sees it, see {@link visibleText}. */
  readonly visible: string;
  /** The lines of `visible`, those joined that a shell reads as one. */
  readonly commandLines: readonly CommandLine[];
  /** Line from 1 of an index into `raw`. */
  readonly rawLine: (index: number) => number;
  /** Line from 1 of an index into `visible`. */
  readonly visibleLine: (index: number) => number;
}

export const prepareText = (raw: string): PreparedText => {
  const visible = visibleText(raw);
  const rawLine = lineIndex(raw);
  return {
    raw,
    visible,
    commandLines: commandLines(visible),
    rawLine,
    visibleLine: visible === raw ? rawLine : lineIndex(visible),
  };
};
