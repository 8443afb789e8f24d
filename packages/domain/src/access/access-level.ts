/** The five access levels, from the narrowest to the widest. */
export const ACCESS_LEVELS = ['PRIVATE', 'TEAM', 'SHARED', 'PUBLIC', 'SYSTEM'] as const;

/** One of {@link ACCESS_LEVELS}. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];
