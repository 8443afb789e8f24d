/** What an export writes: folders of skills, or one file for each pattern. */
export const EXPORT_FORMATS = ['skill', 'markdown', 'json'] as const;

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
