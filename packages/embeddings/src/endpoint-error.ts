/** What went wrong with a request to an embedding endpoint. */
export type EndpointFault =
  /** No connection, or it broke off; `code` is the system's, e.g. `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** It is overloaded or broken: 408, 425, 429 and 5xx. */
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMilliseconds: number | undefined }
  /** It does not take the key: 401 and 403. */
  | { readonly kind: 'key'; readonly status: number }
  /** It does not take these texts, perhaps because of their length: 400, 413 and 422. */
  | { readonly kind: 'texts'; readonly status: number }
  /** Any other status. */
  | { readonly kind: 'status'; readonly status: number }
  /** What it answered is not one vector of finite numbers for each text; `problem` is one sentence. */
  | { readonly kind: 'answer'; readonly problem: string };

/**
 * A request to an embedding endpoint that failed. Carries nothing that the endpoint sent but its status: some repeat the
 * key in their answers.
 */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly fault: EndpointFault;

  constructor(fault: EndpointFault) {
    super(describeFault(fault));
    this.fault = fault;
  }

  /** Whether the same request may succeed in a moment. */
  get isPassing(): boolean {
    return this.fault.kind === 'unreachable' || this.fault.kind === 'busy';
  }
}

function describeFault(fault: EndpointFault): string {
  switch (fault.kind) {
    case 'unreachable':
      return `It cannot be reached (${fault.code}). See that it runs and that TMWS_EMBEDDER is its address.`;
    case 'slow':
      return `It did not answer within ${fault.milliseconds / 1_000} s. See that it is not overloaded.`;
    case 'busy':
      return `It answered with status ${fault.status}. See that it is well and not overloaded.`;
    case 'key':
      return `It refused the key (status ${fault.status}). Check TMWS_EMBEDDER_API_KEY.`;
    case 'texts':
      return `It refused the text (status ${fault.status}). Check TMWS_EMBEDDER_MODEL, and how long its texts may be.`;
    case 'status':
      return `It answered with status ${fault.status}. Check TMWS_EMBEDDER, to which /embeddings is added, and TMWS_EMBEDDER_MODEL.`;
    case 'answer':
      return fault.problem;
    default:
      return fault satisfies never;
  }
}
