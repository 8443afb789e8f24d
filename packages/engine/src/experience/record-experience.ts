import {
  type Caller,
  DomainError,
  type FieldViolation,
  invalidFields,
  isMember,
  type JsonObject,
  LIMITS,
  slugViolations,
  textViolations,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Experience } from '../ports/experience-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanExperience } from '../scan/scan-experience.ts';

/** A note to keep. */
export interface RecordExperienceInput {
  /** 1–100 characters, spelt like a category. */
  readonly area: string;
  /** 1–4,000 characters. */
  readonly content: string;
  /** At most 20 of 1–50 characters. */
  readonly tags: readonly string[];
  /** Default: the caller's. */
  readonly namespace?: string | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

const LONGEST_CONTENT = 4_000;

/** Control characters but tab and line breaks, and halves of characters. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;
const VISIBLE = /[^\p{Z}\p{C}]/u;

const contentViolations = (content: string): readonly FieldViolation[] => {
  const field = 'content';
  const length = [...content].length;
  if (!VISIBLE.test(content)) {
    return [{ field, description: `content says nothing. Give 1 to ${LONGEST_CONTENT} characters.` }];
  }
  if (length > LONGEST_CONTENT) {
    return [
      { field, description: `content has ${length} characters; at most ${LONGEST_CONTENT} are allowed. Shorten it.` },
    ];
  }
  return UNPRINTABLE.test(content)
    ? [{ field, description: 'content has a control character. Use printable characters and line breaks only.' }]
    : [];
};

const tagViolations = (tags: readonly string[]): readonly FieldViolation[] =>
  tags.length > LIMITS.tags
    ? [{ field: 'tags', description: `tags has ${tags.length} entries; at most ${LIMITS.tags} are allowed.` }]
    : tags.flatMap((tag, place) => textViolations(`tags[${place}]`, tag, LIMITS.tag));

const check = (input: RecordExperienceInput, namespace: string): void => {
  const violations = [
    ...textViolations('area', input.area, LIMITS.category),
    ...contentViolations(input.content),
    ...tagViolations(input.tags),
    ...slugViolations('namespace', namespace),
  ];
  if (violations.length > 0) throw invalidFields(violations);
};

const requireMembership = (caller: Caller, namespace: string): void => {
  if (isMember(caller, namespace)) return;
  throw new DomainError(
    'NOT_A_MEMBER',
    `Agent ${caller.agentId} is not a member of namespace ${namespace}. Ask an admin of it for membership, or name one of your own.`,
    { metadata: { agent_id: caller.agentId, namespace } },
  );
};

/** The answer that is remembered under a request id; what the request itself says is not repeated. */
const toAnswer = ({ id, createdAt }: Experience): JsonObject => ({ id, created_at: createdAt.toISOString() });

/**
 * Keeps a short note, as activity in its area. The members of its namespace see it.
 *
 * @throws DomainError INVALID_FIELD, NOT_A_MEMBER, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const recordExperience = async (
  engine: Engine,
  caller: Caller,
  input: RecordExperienceInput,
): Promise<Experience> => {
  const { requestId, ...content } = input;
  const namespace = input.namespace === undefined || input.namespace === '' ? caller.namespace : input.namespace;
  check(input, namespace);
  requireMembership(caller, namespace);
  scanExperience(input);
  const experience: Experience = {
    id: engine.newId(),
    area: input.area,
    content: input.content,
    tags: [...new Set(input.tags)],
    agentId: caller.agentId,
    namespace,
    createdAt: engine.clock.now(),
  };
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'RecordExperience', input: content } },
    async (store) => {
      await store.experiences.insert(experience);
      return toAnswer(experience);
    },
  );
  return { ...experience, id: String(answer.id), createdAt: new Date(String(answer.created_at)) };
};
