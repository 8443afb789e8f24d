import { type Caller, DomainError } from '@tmws/domain';
import { type Engine, exportSkills, type GetSkillInput } from '@tmws/engine';

/** What changes with the moment or by chance, whatever is stored. */
const VOLATILE = new Set(['resumeToken', 'searchable', 'searchableByMeaning']);

const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (VOLATILE.has(key) ? undefined : part)) ?? 'null');

/** What a call told its caller: its answer, or all that its refusal says. */
export const answerOf = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { answer: comparable(await call()) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { reason, message, metadata, violations } = error;
    return { refusal: { reason, message, metadata, violations } };
  }
};

/** All pages of a listing. */
export const everyPage = async <Page extends { readonly nextPageToken: string }>(
  ask: (pageToken: string) => Promise<Page>,
): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  for (let token = ''; ; token = pages.at(-1)?.nextPageToken ?? '') {
    pages.push(await ask(token));
    if (pages.at(-1)?.nextPageToken === '') return pages;
  }
};

/** Ids of the patterns that are exported as skills: those named, else the heads. */
export const exported = async (
  engine: Engine,
  caller: Caller,
  patternIds: readonly string[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const renderer = { render: () => ({ name: 'skill', files: [], findings: [] }) };
  const asked = { namespace: undefined, agentId: undefined, form: 'ORIGINAL', asAdmin: false, renderer } as const;
  for await (const { pattern } of exportSkills(engine, caller, { ...asked, patternIds })) ids.push(pattern.id);
  return ids;
};

/** What a portable export of a pattern is made of, which ValidateSkill judges. */
export const renderedFrom = async (engine: Engine, caller: Caller, patternId: string): Promise<unknown> => {
  const given: unknown[] = [];
  const renderer = {
    render: (skill: unknown) => {
      given.push(skill);
      return { name: 'skill', files: [], findings: [] };
    },
  };
  const asked = { namespace: undefined, agentId: undefined, form: 'PORTABLE', asAdmin: false, renderer } as const;
  for await (const _skill of exportSkills(engine, caller, { ...asked, patternIds: [patternId] }));
  return given;
};

/** Asks for a pattern as a skill whose SKILL.md, if it is made, holds everything that it could be made of. */
export const asSkill = (patternId: string): GetSkillInput => {
  const made = (skill: unknown) => ({
    kind: 'made' as const,
    path: 'SKILL.md',
    mode: 0o644,
    content: Buffer.from(JSON.stringify(skill)),
  });
  const renderer = { render: (skill: unknown) => ({ name: 'skill', files: [made(skill)], findings: [] }) };
  const making = { renderer, rules: { frontmatterOf: () => undefined } };
  return { patternId, revision: undefined, asAgentSkill: false, withoutFindings: false, making };
};
