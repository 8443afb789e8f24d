import type { ExperienceRepository } from '@tmws/engine';
import type { Session } from '../session.ts';

/** Notes in SQL. */
export const createExperienceRepository = ({ database, changes }: Session): ExperienceRepository => ({
  insert: async (experience) => {
    await database
      .insertInto('experiences')
      .values({
        id: experience.id,
        namespace: experience.namespace,
        agent_id: experience.agentId,
        area: experience.area,
        content: experience.content,
        tags: JSON.stringify(experience.tags),
        created_at: experience.createdAt.getTime(),
      })
      .execute();
    changes.touch();
  },
  count: async (namespaces) => {
    if (namespaces.length === 0) return 0;
    const row = await database
      .selectFrom('experiences')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('namespace', 'in', namespaces)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
