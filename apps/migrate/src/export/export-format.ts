/**
 * What an export writes: folders of skills, a zip archive, a Markdown or a JSON file for each pattern, or what a web
 * server serves as `/.well-known/agent-skills/`.
 */
export const EXPORT_FORMATS = ['skill', 'zip', 'markdown', 'json', 'well-known'] as const;

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
