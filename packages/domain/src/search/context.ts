/** How much a context counts beside the request itself. */
export const CONTEXT_WEIGHT = 0.3;

/** What is combined, all on the scale of `fuse`. */
export interface ContextScores {
  /** The candidate's score for the request. */
  readonly request: number;
  /** The candidate's score for the context, asked as a request of its own. */
  readonly context: number;
  /** The score that an unrelated pair typically has; what the context scores above it counts. */
  readonly unrelated: number;
}

/**
 * The score of a candidate for a request with a context: h = h_request + 0.3·max(0, h_context - unrelated). The context
 * is a weaker request of its own, never glued to the request, and cannot lower a score.
 */
export function scoreWithContext(scores: ContextScores): number {
  return scores.request + CONTEXT_WEIGHT * Math.max(0, scores.context - scores.unrelated);
}
