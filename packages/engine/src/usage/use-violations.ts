import { type FieldViolation, type JsonObject, LIMITS, patternDataViolations } from '@tmws/domain';

const timeViolations = (seconds: number | undefined): readonly FieldViolation[] =>
  seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)
    ? []
    : [
        {
          field: 'execution_time',
          description: `execution_time is ${seconds}; give seconds, 0 or more, or leave it out.`,
        },
      ];

/** What is wrong with a `context_data`: a JSON object of at most 64 KiB, 32 levels deep. */
export const contextDataViolations = (contextData: JsonObject | undefined): readonly FieldViolation[] => {
  if (contextData === undefined) return [];
  const violations = patternDataViolations('context_data', contextData);
  if (violations.length > 0) return violations;
  const bytes = Buffer.byteLength(JSON.stringify(contextData));
  return bytes <= LIMITS.contextBytes
    ? []
    : [
        {
          field: 'context_data',
          description: `context_data has ${bytes} bytes; at most ${LIMITS.contextBytes} are allowed. Shorten it.`,
        },
      ];
};

/** What is wrong with what a caller says of a use. */
export const useViolations = (use: {
  readonly executionTime?: number | undefined;
  readonly contextData?: JsonObject | undefined;
}): readonly FieldViolation[] => [...timeViolations(use.executionTime), ...contextDataViolations(use.contextData)];
