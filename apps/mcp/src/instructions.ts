/** What the server tells a model once, on connecting: when to use its tools. Three lines. */
export const INSTRUCTIONS = `Before non-trivial work, ask apply_pattern for a pattern that says how it is done well; follow one that fits.
Keep the application_id of its answer with the work: it ties the outcome to what was applied.
Learn with learn_pattern only what was verified to work, so that it can be found by what it is for.`;
