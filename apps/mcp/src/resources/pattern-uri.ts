/** Which of a pattern's resources a URI names. */
export interface PatternUri {
  readonly id: string;
  readonly kind: 'pattern' | 'versions';
}

/** URI template of a pattern. */
export const PATTERN_TEMPLATE = 'tmws://pattern/{id}';
/** URI template of the version tree that a pattern belongs to. */
export const VERSIONS_TEMPLATE = 'tmws://pattern/{id}/versions';

/** URI of a pattern. */
export const patternUri = (id: string): string => `tmws://pattern/${id}`;

/** URI of the version tree that a pattern belongs to. */
export const versionsUri = (id: string): string => `tmws://pattern/${id}/versions`;

/** What the URI names; undefined for one of no pattern. */
export const parsePatternUri = (uri: string): PatternUri | undefined => {
  const [, id, versions] = /^tmws:\/\/pattern\/([^/?#]+)(\/versions)?$/.exec(uri) ?? [];
  if (id === undefined) return undefined;
  return { id, kind: versions === undefined ? 'pattern' : 'versions' };
};
