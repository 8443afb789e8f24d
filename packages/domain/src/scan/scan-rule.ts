import type { PreparedText } from './prepared-text.ts';
import type { ScanHit } from './scan-hit.ts';

/** A place that a rule found. */
export interface ScanMatch {
  readonly rule: Pick<ScanHit, 'ruleId' | 'kind' | 'severity'>;
  /** Index into the text that the rule reads. */
  readonly index: number;
  /** Index after what was found, where another rule asks for it. */
  readonly end?: number;
  readonly text: string;
}

/** Counts what a scan did, so that a test can show how it grows. */
export interface ScanWork {
  steps: number;
}

/** Finds places in one text, in linear time. */
export type Scanner = (prepared: PreparedText, work: ScanWork) => readonly ScanMatch[];
