import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A request as it came to the stub. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly texts: readonly string[];
}

/** What the stub does with a request: answers as a good endpoint, or in its own way. */
export type StubBehaviour = (request: SeenRequest, response: ServerResponse) => 'good' | 'handled';

/** An embeddings endpoint on this machine that tests can make fail. */
export interface StubEndpoint extends AsyncDisposable {
  /** The address to be given to an embedder. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  behave(behaviour: StubBehaviour): void;
}

/** How a stub differs from the usual one. */
export interface StubEndpointOptions {
  /** Length of its vectors; 8 where left out. */
  readonly dimensions?: number;
  /** A port to come back on; a free one where left out. */
  readonly port?: number;
}

/** Starts an endpoint that gives each text a vector of its letters, not of length 1, in an order of its own. */
export async function startStubEndpoint(options: StubEndpointOptions = {}): Promise<StubEndpoint> {
  const { dimensions = 8, port = 0 } = options;
  const requests: SeenRequest[] = [];
  let behaviour: StubBehaviour = () => 'good';
  const server = createServer((request, response) => {
    void readRequest(request).then((seen) => {
      requests.push(seen);
      if (behaviour(seen, response) === 'good') answer(response, goodAnswer(seen.texts, dimensions));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The stub has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A behaviour that answers with this status. */
export function failWith(status: number, headers: Readonly<Record<string, string>> = {}): StubBehaviour {
  return (seen, response) => {
    // Some endpoints say which key they refuse.
    response.writeHead(status, headers).end(`{"error":{"message":"no: ${seen.authorization}"}}`);
    return 'handled';
  };
}

/** A behaviour that ends the connection without an answer. */
export const breakOff: StubBehaviour = (_seen, response) => {
  response.destroy();
  return 'handled';
};

/** A behaviour that answers with this body. */
export function answerWith(body: unknown): StubBehaviour {
  return (_seen, response) => {
    answer(response, body);
    return 'handled';
  };
}

/** The body of a good answer: the last text's vector comes first. */
export function goodAnswer(texts: readonly string[], dimensions: number): object {
  const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: lettersOf(text, dimensions) }));
  return { object: 'list', data: data.toReversed(), model: 'stub' };
}

function answer(response: ServerResponse, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

function lettersOf(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0.5);
  for (const letter of text) {
    const place = (letter.codePointAt(0) ?? 0) % dimensions;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const body: unknown = await json(request);
  if (typeof body !== 'object' || body === null || !('model' in body && 'input' in body))
    throw new TypeError('No body.');
  const { model, input } = body;
  if (typeof model !== 'string' || !Array.isArray(input)) throw new TypeError('No texts.');
  return { path: request.url ?? '', authorization: request.headers.authorization, model, texts: input.map(String) };
}
