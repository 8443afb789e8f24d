import type {
  DeletePatternRequest,
  DeletePatternResponse,
  PurgePatternRequest,
  PurgePatternResponse,
  UndeletePatternRequest,
  UndeletePatternResponse,
  UpdatePatternRequest,
  UpdatePatternResponse,
} from '@tmws/contract';
import { type ContentChange, invalidFields, type Pattern } from '@tmws/domain';
import type {
  DeletePatternInput,
  DeletePatternResult,
  PurgePatternInput,
  PurgePatternResult,
  Searchable,
  UndeletePatternInput,
  UpdatePatternInput,
  WrittenPattern,
} from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, PATTERN_STATUS_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toPattern } from './pattern.ts';

/** The names that an update mask may have. */
const MASK_FIELDS = {
  pattern_data: 'patternData',
  pattern_name: 'patternName',
  namespace: 'namespace',
  category: 'category',
  subcategory: 'subcategory',
  tags: 'tags',
  access_level: 'accessLevel',
  shared_with_agents: 'sharedWithAgents',
  status: 'status',
  learning_weight: 'learningWeight',
  complexity_score: 'complexityScore',
  confidence: 'confidence',
  serve_as_skill: 'serveAsSkill',
  deprecated_reason: 'deprecatedReason',
  replaced_by: 'replacedBy',
} as const satisfies Readonly<Record<string, keyof ContentChange>>;

const SHOWN = 50;

const fieldOf = (name: string): keyof ContentChange | undefined =>
  Object.entries(MASK_FIELDS).find(([known]) => known === name)?.[1];

const requireKnown = (mask: readonly string[]): void => {
  const unknown = mask.filter((name) => fieldOf(name) === undefined);
  if (unknown.length === 0) return;
  const known = Object.keys(MASK_FIELDS).join(', ');
  throw invalidFields(
    unknown.slice(0, SHOWN).map((name) => ({
      field: 'update_mask',
      description: `update_mask names "${name.slice(0, SHOWN)}", which an update cannot change. It can change ${known}.`,
    })),
  );
};

const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined);

/** The fields that the mask names, or without one all that are set. @throws DomainError INVALID_FIELD */
const readChange = (given: Required<ContentChange>, mask: readonly string[]): ContentChange => {
  requireKnown(mask);
  const named = mask.map(fieldOf);
  const isNamed = (key: string, value: unknown): boolean =>
    mask.length === 0 ? isGiven(value) : named.some((name) => name === key);
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => isNamed(key, value)));
};

/** What UpdatePattern asks for. @throws DomainError INVALID_FIELD */
export const fromUpdatePatternRequest = (request: UpdatePatternRequest): UpdatePatternInput => {
  const { patternId, updateMask, etag, reason, updatingAgentId, asAdmin, acceptFindings, requestId, ...fields } =
    request;
  const { patternData, patternName, namespace, category, subcategory, tags, accessLevel, ...rest } = fields;
  const { sharedWithAgents, status, learningWeight, complexityScore, confidence, serveAsSkill, ...last } = rest;
  const { deprecatedReason, replacedBy, ...unread } = last;
  everyFieldIsRead(unread);
  const given = {
    ...{ patternData, patternName, namespace, category, subcategory, tags, sharedWithAgents },
    ...{ learningWeight, complexityScore, confidence, serveAsSkill, deprecatedReason, replacedBy },
    accessLevel: readEnum('access_level', accessLevel, ACCESS_LEVEL_NUMBERS),
    status: readEnum('status', status, PATTERN_STATUS_NUMBERS),
  };
  const change = readChange(given, updateMask ?? []);
  return { patternId, change, etag, reason, updatingAgentId, asAdmin, acceptFindings, requestId };
};

/** The answer of UpdatePattern, and of RestoreRevision. */
export const toUpdatePatternResponse = (written: WrittenPattern): UpdatePatternResponse => ({
  pattern: toPattern(written.pattern, 'FULL'),
  searchableByWords: written.searchable.byWords,
  searchableByMeaning: written.searchable.byMeaning,
  findings: written.findings.map(toFinding),
});

/** What DeletePattern asks for. */
export const fromDeletePatternRequest = (request: DeletePatternRequest): DeletePatternInput => {
  const { patternId, etag, deletingAgentId, asAdmin, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, etag, deletingAgentId, asAdmin, requestId };
};

/** The answer of DeletePattern. */
export const toDeletePatternResponse = (result: DeletePatternResult): DeletePatternResponse => ({ ...result });

/** What UndeletePattern asks for. */
export const fromUndeletePatternRequest = (request: UndeletePatternRequest): UndeletePatternInput => {
  const { patternId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, requestId };
};

/** The answer of UndeletePattern. */
export const toUndeletePatternResponse = (result: {
  readonly pattern: Pattern;
  readonly searchable: Searchable;
}): UndeletePatternResponse => ({
  pattern: toPattern(result.pattern, 'FULL'),
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
});

/** What PurgePattern asks for. */
export const fromPurgePatternRequest = (request: PurgePatternRequest): PurgePatternInput => {
  const { patternId, reason, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, reason, requestId };
};

/** The answer of PurgePattern. */
export const toPurgePatternResponse = (result: PurgePatternResult): PurgePatternResponse => ({ ...result });
