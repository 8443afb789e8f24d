import { DomainError } from '@tmws/domain';

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
