/** The category of what nothing puts into one. */
export const NO_CATEGORY = 'general';
