import { PatternStatus } from '@tmws/contract';
import { type Core, type ServedSkill, servedSkill } from './served-skill.ts';

const SKILLS_A_PAGE = 50;
/** Calls under way at once for one listing. */
const AT_ONCE = 8;

/** A page of the skills that are listed. */
export interface ServedSkillPage {
  readonly skills: readonly ServedSkill[];
  /** Empty: this was the last one. */
  readonly nextPageToken: string;
}

/** The answers in the order of the questions, a few asked at a time. */
const inOrder = async <Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> => {
  const answers = new Map<number, Answer>();
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [place, item] of waiting) answers.set(place, await ask(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...answers].toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
};

/** The ACTIVE patterns marked `serve_as_skill` that the caller may read, the best first, fifty a page. */
export const listServedSkills = async (core: Core, pageToken: string): Promise<ServedSkillPage> => {
  const { client, options } = core;
  const request = { serveAsSkill: true, status: [PatternStatus.ACTIVE], pageSize: SKILLS_A_PAGE, pageToken };
  const { skills, nextPageToken } = await client.skills.listSkills(request, options);
  const found = await inOrder(skills, ({ patternId, revision }) => servedSkill(core, { patternId, revision }));
  return { skills: found.flatMap((skill) => (skill === undefined ? [] : [skill])), nextPageToken };
};
