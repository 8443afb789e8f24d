import type { FieldViolation } from '../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { LIMITS } from '../limits.ts';

/** Keys that a JavaScript object cannot hold as data; refused instead of dropped. */
const UNSAFE_KEYS = new Set(['__proto__']);

const valueViolation = (field: string, value: number): FieldViolation | undefined => {
  if (!Number.isFinite(value)) {
    return { field, description: `${field} is ${value}; a JSON number is finite. Send a number, or a string.` };
  }
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 53) {
    return {
      field,
      description: `${field} is beyond ±2^53 and would lose digits. Send it as a string.`,
    };
  }
  return undefined;
};

interface Place {
  readonly field: string;
  readonly value: JsonValue;
  readonly depth: number;
}

const childrenOf = ({ field, value, depth }: Place): readonly Place[] => {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) => ({ field: `${field}[${index}]`, value: item, depth: depth + 1 }));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, item]) => ({ field: `${field}.${key}`, value: item, depth: depth + 1 }));
};

/**
 * Checks a JSON object against the limits of `pattern_data`: at most 256 KiB as UTF-8 JSON, 32 levels deep, finite
 * numbers, integers within ±2^53, no key `__proto__`.
 *
 * @param field - Its name in the request, for the messages
 * @returns at most ten violations; empty where it is fine
 */
export const patternDataViolations = (field: string, data: JsonObject): readonly FieldViolation[] => {
  const violations: FieldViolation[] = [];
  const pending: Place[] = [{ field, value: data, depth: 1 }];
  for (let place = pending.pop(); place !== undefined && violations.length < 10; place = pending.pop()) {
    const { value, depth } = place;
    if (typeof value === 'number') {
      const violation = valueViolation(place.field, value);
      if (violation !== undefined) violations.push(violation);
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > LIMITS.patternDataDepth) {
      return [
        {
          field,
          description: `${field} is nested deeper than ${LIMITS.patternDataDepth} levels at ${place.field}. Flatten it.`,
        },
      ];
    }
    for (const key of Object.keys(value)) {
      if (UNSAFE_KEYS.has(key)) {
        violations.push({
          field: place.field,
          description: `${place.field} has the key ${key}, which is not allowed. Rename it.`,
        });
      }
    }
    for (const child of childrenOf(place)) pending.push(child);
  }
  if (violations.length > 0) return violations;
  const bytes = new TextEncoder().encode(JSON.stringify(data)).length;
  if (bytes <= LIMITS.patternDataBytes) return [];
  return [
    {
      field,
      description: `${field} has ${bytes} bytes; at most ${LIMITS.patternDataBytes} are allowed. Shorten it, or keep the rest in files of a skill.`,
    },
  ];
};
