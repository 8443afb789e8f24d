import { LegacyFindings } from './legacy-finding.ts';
import { HISTORY_TABLE, type LegacySource } from './legacy-source.ts';
import { normalId } from './map-common.ts';
import { isRecord, readJson } from './read-json.ts';
import { RowReader } from './row-reader.ts';

/** One use as the database has it; its context is read when it is sent. */
export interface LegacyUse {
  readonly agentId: string | undefined;
  readonly usedAt: Date;
  /** Seconds. */
  readonly executionTime: number | undefined;
  readonly success: boolean | undefined;
  /** JSON text. */
  readonly context: string | undefined;
}

/** The history of use by pattern, each taken once. */
export interface UsageHistory {
  /** The uses of a pattern, which are forgotten then. */
  take(patternId: string): readonly LegacyUse[];
  /** Uses that name no pattern, or have no time. */
  readonly unusable: number;
  /** Uses that nobody has taken. */
  left(): number;
}

/** Reads the history of use, which can stand behind the patterns, before them. */
export const readUsageHistory = async (
  source: LegacySource,
  { now, onRow }: { readonly now: Date; readonly onRow: () => void },
): Promise<UsageHistory> => {
  const uses = new Map<string, LegacyUse[]>();
  let unusable = 0;
  if (source.tables.has(HISTORY_TABLE)) {
    for await (const row of source.rows(HISTORY_TABLE)) {
      onRow();
      const reader = new RowReader(row, new LegacyFindings(), now);
      const patternId = reader.text('pattern_id');
      const usedAt = reader.time('used_at') ?? reader.time('created_at');
      if (patternId === undefined || patternId === '' || usedAt === undefined) {
        unusable += 1;
        continue;
      }
      const seconds = reader.number('execution_time');
      const of = uses.get(normalId(patternId)) ?? [];
      uses.set(normalId(patternId), of);
      of.push({
        agentId: reader.text('agent_id') || undefined,
        usedAt,
        executionTime: seconds !== undefined && seconds >= 0 ? seconds : undefined,
        success: reader.flag('success'),
        context: reader.text('context_data'),
      });
    }
  }
  return {
    unusable,
    take: (patternId) => {
      const taken = uses.get(patternId) ?? [];
      uses.delete(patternId);
      return taken;
    },
    left: () => [...uses.values()].reduce((sum, of) => sum + of.length, 0),
  };
};

/** The context of a use as an object; undefined: none. */
export const contextOf = ({ context }: LegacyUse): Readonly<Record<string, unknown>> | undefined => {
  if (context === undefined || context === '') return undefined;
  const value = readJson(context)?.value;
  if (value === null) return undefined;
  return isRecord(value) ? value : { value: value ?? context };
};
