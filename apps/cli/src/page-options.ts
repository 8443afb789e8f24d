import type { CommandContext, CommandOption } from './command.ts';

/** The flags of a listing by pages. */
export const PAGE_OPTIONS = {
  limit: { type: 'number', description: 'Most items, 1 to 200 (default: 50)' },
  'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** What a request of a page takes from those flags. */
export const pageAsked = ({ arguments: given }: CommandContext): { pageSize: number; pageToken: string } => ({
  pageSize: given.number('limit') ?? 0,
  pageToken: given.text('page-token') ?? '',
});

/** Says how to go on where there is a next page. */
export const hintNextPage = (context: CommandContext, nextPageToken: string): void => {
  if (nextPageToken !== '') context.hint(`There are more: --page-token ${nextPageToken}`);
};
