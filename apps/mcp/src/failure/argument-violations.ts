import { type FieldViolation, isJsonObject, type JsonValue, LIMITS, patternDataViolations } from '@tmws/domain';
import type * as z from 'zod';

/** Arguments that a tool can be called with, or why it cannot. */
export type ParsedArguments<Input> =
  | { readonly isGood: true; readonly input: Input }
  | { readonly isGood: false; readonly violations: readonly FieldViolation[] };

/** Well above the largest good request, well below the 4 MiB that a message to the core may have. */
const LARGEST_ARGUMENTS_BYTES = 2 * LIMITS.patternDataBytes + LIMITS.contextBytes;
const MOST_VIOLATIONS = 8;
const LONGEST_NAME = 100;

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    const part = String(key).slice(0, LONGEST_NAME);
    if (typeof key === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );

const sizeOf = (issue: { readonly origin: string }): string => {
  switch (issue.origin) {
    case 'string':
      return ' characters';
    case 'array':
      return ' items';
    default:
      return '';
  }
};

const describe = (issue: z.core.$ZodIssue, input: unknown): string => {
  const field = pathOf(issue.path) || 'arguments';
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined
        ? `${field} is missing; it is required.`
        : `${field} is of the wrong type; send ${issue.expected === 'int' ? 'an integer' : `a value of type ${issue.expected}`}.`;
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? `${field} is empty; fill it in.`
        : `${field} is too small; send at least ${issue.minimum}${sizeOf(issue)}.`;
    case 'too_big':
      return `${field} is too large; send at most ${issue.maximum}${sizeOf(issue)}.`;
    case 'invalid_value':
      return `${field} has a value that is not allowed; send one of ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => key.slice(0, LONGEST_NAME)).join(', ')}: there is no such parameter; leave it out.`;
    default:
      return `${field} is not allowed: ${issue.message}.`;
  }
};

/** What a Struct could not carry as it is: it would be dropped, changed, or exhaust the stack. */
const objectViolations = (input: unknown): readonly FieldViolation[] => {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]: [string, JsonValue]) =>
    isJsonObject(value) ? patternDataViolations(name.slice(0, LONGEST_NAME), value) : [],
  );
};

/** Of what is wrong with one field the last: a huge integer is beyond all integers first, then beyond its own range. */
const lastOfEachField = (violations: readonly FieldViolation[]): readonly FieldViolation[] =>
  violations.filter(
    ({ field }, place) => field === '' || !violations.slice(place + 1).some((later) => later.field === field),
  );

/** Text that has no bytes in UTF-8: it would arrive as another. */
const textViolations = (value: unknown, path: readonly PropertyKey[] = []): readonly FieldViolation[] => {
  if (typeof value === 'string' && !value.isWellFormed()) {
    const field = pathOf(path);
    return [{ field, description: `${field} holds half a character (a lone surrogate); send whole ones.` }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...textViolations(key, path),
    ...textViolations(member, [...path, Array.isArray(value) ? Number(key) : key]),
  ]);
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** Checks the arguments of a call against a tool's input schema and against what a message to the core can carry. */
export const argumentViolations = <Input extends z.ZodType>(
  schema: Input,
  input: unknown,
): ParsedArguments<z.output<Input>> => {
  const objects = objectViolations(input);
  if (objects.length > 0) return { isGood: false, violations: objects };
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const violations = parsed.error.issues.map((issue) => ({
      field: pathOf(issue.path),
      description: describe(issue, input),
    }));
    return { isGood: false, violations: lastOfEachField(violations).slice(0, MOST_VIOLATIONS) };
  }
  const texts = textViolations(parsed.data);
  if (texts.length > 0) return { isGood: false, violations: texts.slice(0, MOST_VIOLATIONS) };
  const bytes = bytesOf(parsed.data);
  if (bytes <= LARGEST_ARGUMENTS_BYTES) return { isGood: true, input: parsed.data };
  const description = `The arguments have ${bytes} bytes, more than the ${LARGEST_ARGUMENTS_BYTES} that are allowed; shorten the longest.`;
  return { isGood: false, violations: [{ field: '', description }] };
};
