import { setTimeout as sleep } from 'node:timers/promises';
import { invalidFields } from '@tmws/domain';
import { EndpointError } from './endpoint-error.ts';
import { readEmbeddings } from './read-embeddings.ts';

/** An OpenAI-compatible embeddings endpoint. */
export interface EndpointAddress {
  /** The address to which `/embeddings` is added, e.g. `https://host/v1`. */
  readonly url: string;
  /** The model that it is asked for. */
  readonly model: string;
  /** Sent as a bearer token; it never appears in an error. */
  readonly apiKey: string | undefined;
}

/** How long a request may take and how often it is made. */
export interface RequestEffort {
  /** For each attempt. */
  readonly timeoutMilliseconds: number;
  /** Only failures that may pass by themselves are tried again. */
  readonly attempts: number;
}

const FIRST_WAIT_MILLISECONDS = 200;
const LONGEST_WAIT_MILLISECONDS = 10_000;

/** Asks one endpoint for vectors. */
export class EndpointClient {
  /** The address without what may be secret in it, for messages. */
  readonly shownUrl: string;
  readonly #url: URL;
  readonly #model: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** Throws DomainError INVALID_FIELD for an address or a key that no request can be made with. */
  constructor({ url, model, apiKey }: EndpointAddress) {
    this.#url = embeddingsUrl(url);
    this.shownUrl = `${this.#url.origin}${this.#url.pathname}`;
    this.#model = model;
    if (apiKey !== undefined && !/^[\x21-\x7e]+$/u.test(apiKey)) {
      throw invalid('embedder_api_key', 'The key has characters that no key has, perhaps a line end. Give it again.');
    }
    this.#headers = {
      'content-type': 'application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    };
  }

  /**
   * The vectors of these texts, of length 1, in their order. What may pass is tried again after a wait that doubles, or as
   * long as the endpoint asks for.
   *
   * @throws EndpointError; the reason of the signal when it aborts
   */
  async embed(texts: readonly string[], effort: RequestEffort, signal: AbortSignal): Promise<readonly Float32Array[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#request(texts, effort.timeoutMilliseconds, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof EndpointError && error.isPassing) || attempt >= effort.attempts) throw error;
        await sleep(waitAfter(error, attempt), undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  async #request(texts: readonly string[], timeout: number, signal: AbortSignal): Promise<readonly Float32Array[]> {
    const slow = AbortSignal.timeout(timeout);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: this.#headers,
        body: JSON.stringify({ model: this.#model, input: texts }),
        // A POST that follows a redirect becomes a GET, or takes the key to another place.
        redirect: 'manual',
        signal: AbortSignal.any([slow, signal]),
      });
      // The body is read in any case: a connection with one that nobody reads is not used again.
      const body = await response.text();
      if (!response.ok) throw statusError(response);
      return readEmbeddings(body, texts.length);
    } catch (error) {
      if (error instanceof EndpointError) throw error;
      signal.throwIfAborted();
      if (slow.aborted) throw new EndpointError({ kind: 'slow', milliseconds: timeout });
      throw new EndpointError({ kind: 'unreachable', code: causeOf(error) });
    }
  }
}

function embeddingsUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/u.test(url.protocol)) {
    throw invalid('embedder', 'The address of an embedding endpoint begins with http:// or https://. Correct it.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      'embedder',
      'The address of the embedding endpoint has a user or password in it. Use TMWS_EMBEDDER_API_KEY.',
    );
  }
  url.pathname = `${url.pathname.replace(/\/+$/u, '')}/embeddings`;
  url.hash = '';
  return url;
}

function statusError({ status, headers }: Response): EndpointError {
  if (status === 401 || status === 403) return new EndpointError({ kind: 'key', status });
  if (status === 400 || status === 413 || status === 422) return new EndpointError({ kind: 'texts', status });
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const seconds = Number.parseFloat(headers.get('retry-after') ?? '');
    const retryAfterMilliseconds = seconds >= 0 ? seconds * 1_000 : undefined;
    return new EndpointError({ kind: 'busy', status, retryAfterMilliseconds });
  }
  return new EndpointError({ kind: 'status', status });
}

function waitAfter({ fault }: EndpointError, attempt: number): number {
  const asked = fault.kind === 'busy' ? fault.retryAfterMilliseconds : undefined;
  // Some chance in it keeps many cores from coming back at the same moment.
  const own = FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  return Math.min(asked ?? own, LONGEST_WAIT_MILLISECONDS);
}

/** The code alone: messages of the network may repeat the address with what is secret in it. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}

function invalid(field: string, description: string): Error {
  return invalidFields([{ field, description }]);
}
