/** What one look found. */
export interface Check {
  /** What was looked at, e.g. `data_folder`. */
  readonly name: 'node' | 'data_folder' | 'core' | 'index' | 'embedder';
  readonly isHealthy: boolean;
  /** One sentence: what was found. */
  readonly found: string;
  /** What to do about it; empty where nothing need be done. */
  readonly advice: string;
  /** Whether `--fix` mended it. */
  readonly isFixed?: boolean;
}

/** A look that found nothing wrong. */
export const healthy = (name: Check['name'], found: string): Check => ({ name, isHealthy: true, found, advice: '' });

/** A look that found a fault. */
export const faulty = (name: Check['name'], found: string, advice: string): Check => ({
  name,
  isHealthy: false,
  found,
  advice,
});
