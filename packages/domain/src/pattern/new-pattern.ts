import { ACCESS_LEVELS, type AccessLevel } from '../access/access-level.ts';
import { type FieldViolation, invalidFields } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { shorten } from '../shorten.ts';
import { FIRST_VERSION, isVersionNumber } from '../version/version-number.ts';
import { PATTERN_STATUSES, type PatternStatus } from './pattern.ts';
import { patternDataViolations } from './pattern-data.ts';

/** What a caller says of a pattern it creates. What is undefined takes its default. */
export interface NewPattern {
  readonly patternName: string;
  readonly category: string;
  readonly patternData: JsonObject | undefined;
  readonly namespace?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Default PRIVATE. */
  readonly accessLevel?: string | undefined;
  readonly sharedWithAgents?: readonly string[] | undefined;
  /** Default ACTIVE. */
  readonly status?: string | undefined;
  /** 0–10, default 1. */
  readonly learningWeight?: number | undefined;
  /** 0–1 or unset. */
  readonly complexityScore?: number | undefined;
  /** The author's prior, 0–1, default 0.5. */
  readonly confidence?: number | undefined;
  /** SemVer 2.0, default 1.0.0. */
  readonly version?: string | undefined;
  readonly parentPatternId?: string | undefined;
  readonly serveAsSkill?: boolean | undefined;
  /** Why it is DEPRECATED. */
  readonly deprecatedReason?: string | undefined;
  /** Id or name of what to use instead. */
  readonly replacedBy?: string | undefined;
}

/** A new pattern after its rules were checked and its defaults filled in. */
export interface CheckedPattern {
  readonly patternName: string;
  readonly category: string;
  readonly patternData: JsonObject;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  readonly accessLevel: AccessLevel;
  readonly sharedWithAgents: readonly string[];
  readonly status: PatternStatus;
  readonly learningWeight: number;
  readonly complexityScore: number | undefined;
  readonly confidencePrior: number;
  readonly version: string;
  readonly serveAsSkill: boolean;
  readonly deprecatedReason: string | undefined;
  readonly replacedBy: string | undefined;
}

const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}]|\p{Cs}/u;
/** Anything but spaces and characters that only format others. */
const VISIBLE = /[^\p{Z}\p{Cf}]/u;
const AGENT_ID = /^[A-Za-z0-9._-]+$/;

/** So much of a bad value is shown in the message about it. */
const SHOWN = 50;

const lengthOf = (text: string): number => [...text].length;

/** Whether the text may name an agent or a namespace: 1–100 characters of `[A-Za-z0-9._-]`. */
export const isSlug = (text: string): boolean => text.length <= LIMITS.agentId && AGENT_ID.test(text);

/** The violations of a text that must have 1 to `longest` printable characters. */
export const textViolations = (field: string, text: string, longest: number): readonly FieldViolation[] => {
  const length = lengthOf(text);
  if (length === 0) return [{ field, description: `${field} is empty. Give 1 to ${longest} characters.` }];
  if (length > longest) {
    return [{ field, description: `${field} has ${length} characters; at most ${longest} are allowed. Shorten it.` }];
  }
  if (CONTROL_CHARACTERS.test(text)) {
    return [{ field, description: `${field} has a control character. Use printable characters only.` }];
  }
  return VISIBLE.test(text)
    ? []
    : [
        {
          field,
          description: `${field} has no visible character. Give 1 to ${longest} characters that say something.`,
        },
      ];
};

const optionalText = (field: string, text: string | undefined, longest: number): readonly FieldViolation[] =>
  text === undefined || text === '' ? [] : textViolations(field, text, longest);

/** The violations of an agent or namespace name in a request. */
export const slugViolations = (field: string, text: string): readonly FieldViolation[] =>
  isSlug(text)
    ? []
    : [
        {
          field,
          description: `${field} is not 1 to ${LIMITS.agentId} characters of A-Z, a-z, 0-9, dot, underscore and hyphen.`,
        },
      ];

/** The violations of a number that must lie within a range; none where it is unset. */
export const rangeViolations = (
  field: string,
  value: number | undefined,
  range: { readonly least: number; readonly most: number },
): readonly FieldViolation[] =>
  value === undefined || (value >= range.least && value <= range.most)
    ? []
    : [{ field, description: `${field} is ${value}; it must lie between ${range.least} and ${range.most}.` }];

/** Finds the member of a closed set that a text names. */
const memberOf = <T extends string>(set: readonly T[], text: string): T | undefined =>
  set.find((member) => member === text);

const choiceViolations = (
  field: string,
  value: string | undefined,
  allowed: readonly string[],
): readonly FieldViolation[] =>
  value === undefined || allowed.includes(value)
    ? []
    : [{ field, description: `${field} is "${shorten(value, SHOWN)}"; it must be one of ${allowed.join(', ')}.` }];

/** The different values of a list, each with its first place in it. */
const distinct = (values: readonly string[] | undefined): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const [place, value] of (values ?? []).entries()) if (!places.has(value)) places.set(value, place);
  return places;
};

/** The violations of a list and its entries, which are named by their place in the request. */
const listViolations = (
  field: string,
  places: ReadonlyMap<string, number>,
  rules: {
    readonly most: number;
    readonly check: (field: string, value: string) => readonly FieldViolation[];
  },
): readonly FieldViolation[] =>
  places.size > rules.most
    ? [{ field, description: `${field} has ${places.size} entries; at most ${rules.most} are allowed.` }]
    : [...places].flatMap(([value, place]) => rules.check(`${field}[${place}]`, value));

const dataViolations = (data: JsonObject | undefined): readonly FieldViolation[] =>
  data === undefined
    ? [
        {
          field: 'pattern_data',
          description: 'pattern_data is missing. Give a JSON object, e.g. {"description": "…"}.',
        },
      ]
    : patternDataViolations('pattern_data', data);

/**
 * Checks a new pattern against every limit and fills in the defaults. The name is brought to NFC.
 *
 * @throws DomainError INVALID_FIELD, naming each bad field
 */
export const checkNewPattern = (input: NewPattern): CheckedPattern => {
  const patternName = input.patternName.normalize('NFC');
  const tags = distinct(input.tags);
  const sharedWithAgents = distinct(input.sharedWithAgents);
  const subcategory = input.subcategory === '' ? undefined : input.subcategory;
  const violations = [
    ...textViolations('pattern_name', patternName, LIMITS.patternName),
    ...textViolations('category', input.category, LIMITS.category),
    ...optionalText('subcategory', subcategory, LIMITS.subcategory),
    ...listViolations('tags', tags, {
      most: LIMITS.tags,
      check: (field, tag) => textViolations(field, tag, LIMITS.tag),
    }),
    ...listViolations('shared_with_agents', sharedWithAgents, {
      most: LIMITS.sharedWithAgents,
      check: slugViolations,
    }),
    ...choiceViolations('access_level', input.accessLevel, ACCESS_LEVELS),
    ...choiceViolations('status', input.status, PATTERN_STATUSES),
    ...rangeViolations('learning_weight', input.learningWeight, { least: 0, most: LIMITS.learningWeight }),
    ...rangeViolations('complexity_score', input.complexityScore, { least: 0, most: 1 }),
    ...rangeViolations('confidence', input.confidence, { least: 0, most: 1 }),
    ...(input.version === undefined || isVersionNumber(input.version)
      ? []
      : [
          {
            field: 'version',
            description: `version "${shorten(input.version, SHOWN)}" is not SemVer 2.0. Write it like ${FIRST_VERSION}.`,
          },
        ]),
    ...optionalText('deprecated_reason', input.deprecatedReason, LIMITS.deprecatedReason),
    ...optionalText('replaced_by', input.replacedBy, LIMITS.replacedBy),
    ...dataViolations(input.patternData),
  ];
  if (violations.length > 0 || input.patternData === undefined) throw invalidFields(violations);
  return {
    patternName,
    category: input.category,
    patternData: input.patternData,
    subcategory,
    tags: [...tags.keys()],
    accessLevel: memberOf(ACCESS_LEVELS, input.accessLevel ?? '') ?? 'PRIVATE',
    sharedWithAgents: [...sharedWithAgents.keys()],
    status: memberOf(PATTERN_STATUSES, input.status ?? '') ?? 'ACTIVE',
    learningWeight: input.learningWeight ?? 1,
    complexityScore: input.complexityScore,
    confidencePrior: input.confidence ?? 0.5,
    version: input.version ?? FIRST_VERSION,
    serveAsSkill: input.serveAsSkill ?? false,
    deprecatedReason: input.deprecatedReason === '' ? undefined : input.deprecatedReason,
    replacedBy: input.replacedBy === '' ? undefined : input.replacedBy,
  };
};
