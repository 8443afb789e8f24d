import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyRow } from './legacy-source.ts';
import { isRecord, type Json, type JsonRecord, readJson } from './read-json.ts';

const SHOWN = 60;

const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** A time as SQLAlchemy and PostgreSQL write it; without a zone it is UTC. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A time of the database; undefined for what is none. */
export const readTime = (text: string): Date | undefined => {
  const [, day, clock = '00:00:00', fraction = '', zone = 'Z'] = TIME.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const time = new Date(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** The values of a row in the types that they stand for, with a finding for each that is not what its column says. */
export class RowReader {
  readonly #row: LegacyRow;
  readonly #findings: LegacyFindings;
  readonly #now: Date;

  constructor(row: LegacyRow, findings: LegacyFindings, now: Date) {
    this.#row = row;
    this.#findings = findings;
    this.#now = now;
  }

  /** Whether the table has the column. */
  has(column: string): boolean {
    return column in this.#row;
  }

  /** Undefined for NULL, and for a column that this schema lacks. */
  text(column: string): string | undefined {
    const value = this.#row[column];
    return value === undefined || value === null ? undefined : String(value);
  }

  number(column: string): number | undefined {
    const text = this.text(column)?.trim();
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.#findings.warn('not_a_number', `${column} is "${shortened(text)}", which is no number.`, 'Left out.');
    return undefined;
  }

  /** A number within a range; one outside is cut to it. */
  within(column: string, least: number, most: number): number | undefined {
    const value = this.number(column);
    if (value === undefined || (value >= least && value <= most)) return value;
    const cut = Math.min(most, Math.max(least, value));
    this.#findings.warn('out_of_range', `${column} is ${value}, outside ${least} to ${most}.`, `Set to ${cut}.`);
    return cut;
  }

  /** A count, 0 where it is NULL or no count. */
  count(column: string): number {
    const value = this.number(column) ?? 0;
    if (Number.isSafeInteger(value) && value >= 0) return value;
    this.#findings.warn('out_of_range', `${column} is ${value}, which is no count.`, 'Taken as 0.');
    return 0;
  }

  flag(column: string): boolean | undefined {
    const text = this.text(column)?.toLowerCase();
    if (text === undefined || text === '') return undefined;
    return ['1', 't', 'true'].includes(text);
  }

  /** A time that is not in the future. */
  time(column: string): Date | undefined {
    const text = this.text(column);
    if (text === undefined || text === '') return undefined;
    const time = readTime(text);
    if (time === undefined) {
      this.#findings.warn('no_time', `${column} is "${shortened(text)}", which is no time.`, 'Left out.');
      return undefined;
    }
    if (time <= this.#now) return time;
    this.#findings.warn('future_time', `${column} is ${time.toISOString()}, in the future.`, 'Set to now.');
    return this.#now;
  }

  /** A JSON value; undefined for NULL. What is no JSON comes as its text. */
  json(column: string): Json | undefined {
    const text = this.text(column);
    if (text === undefined || text === '') return undefined;
    const read = readJson(text);
    if (read === undefined) {
      this.#findings.warn('broken_json', `${column} is no JSON.`, 'Kept as a text.');
      return text;
    }
    if (read.hasNoNumbers) {
      this.#findings.warn('not_a_number', `${column} has NaN or Infinity, which JSON has not.`, 'Set to null.');
    }
    if (read.hasLargeNumbers) {
      this.#findings.info('large_number', `${column} has integers beyond 2^53.`, 'Kept as texts.');
    }
    return read.value;
  }

  /** A JSON object; anything else that is there becomes its only member, `value`. */
  record(column: string): JsonRecord {
    const value = this.json(column);
    if (value === undefined || value === null) return {};
    return isRecord(value) ? value : { value };
  }
}
