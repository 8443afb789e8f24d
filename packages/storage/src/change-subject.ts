import type { Pattern } from '@tmws/domain';
import type { ChangeSubject } from '@tmws/engine';

/** Shares count at level SHARED alone, and may be many: they are kept there only. */
const sharesOf = (subject: Pick<ChangeSubject, 'accessLevel' | 'sharedWithAgents'>): readonly string[] =>
  subject.accessLevel === 'SHARED' ? subject.sharedWithAgents : [];

/** What a change keeps of the pattern, as JSON text. */
export const fromSubject = (subject: ChangeSubject): string =>
  JSON.stringify({ ...subject, sharedWithAgents: sharesOf(subject) } satisfies ChangeSubject);

/** What a change keeps of this pattern, as JSON text. */
export const subjectOf = (pattern: Pattern): string =>
  fromSubject({
    id: pattern.id,
    agentId: pattern.agentId,
    namespace: pattern.namespace,
    accessLevel: pattern.accessLevel,
    status: pattern.status,
    category: pattern.category,
    sharedWithAgents: pattern.sharedWithAgents,
    isDeleted: pattern.deletedAt !== undefined,
  });

/** What {@link fromSubject} wrote down. */
export const toSubject = (value: unknown): ChangeSubject | undefined =>
  value === null || value === undefined ? undefined : JSON.parse(String(value));
