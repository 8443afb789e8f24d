/** What the server tells a model once, on connecting: when to use its tools. Three lines. */
export const INSTRUCTIONS = `Before non-trivial work, ask apply_pattern for a pattern that says how it is done well; follow one that fits.
After the work, report how it went with evolve_pattern: the pattern_id followed, the application_id of that answer, success_feedback.
Learn with learn_pattern only what was verified to work, so that it can be found by what it is for.`;
