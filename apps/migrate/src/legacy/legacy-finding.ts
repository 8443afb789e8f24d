/** Something odd about one row, and what was done about it. */
export interface LegacyFinding {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  /** What is odd, in one sentence. */
  readonly text: string;
  /** What was done about it, in one sentence. */
  readonly done: string;
}

/** The oddities of one row, as they are met. */
export class LegacyFindings {
  readonly #found: LegacyFinding[];

  /** @param found - What was met before */
  constructor(found: readonly LegacyFinding[] = []) {
    this.#found = [...found];
  }

  info(code: string, text: string, done: string): void {
    this.#found.push({ code, severity: 'info', text, done });
  }

  warn(code: string, text: string, done: string): void {
    this.#found.push({ code, severity: 'warning', text, done });
  }

  error(code: string, text: string, done: string): void {
    this.#found.push({ code, severity: 'error', text, done });
  }

  /** Forgets what turned out not to be so. */
  drop(code: string): void {
    const kept = this.#found.filter((found) => found.code !== code);
    this.#found.splice(0, this.#found.length, ...kept);
  }

  /** All so far, in order. */
  list(): readonly LegacyFinding[] {
    return [...this.#found];
  }
}
