import type { ServerResponse } from 'node:http';

/** Answers with a status and, where there is one, a body as JSON. */
export const send = (response: ServerResponse, status: number, body?: unknown): void => {
  if (body !== undefined) response.setHeader('content-type', 'application/json');
  response.writeHead(status);
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

/** Answers as a web response says. */
export const write = async (response: ServerResponse, answer: Response): Promise<void> => {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
};

/** Whether an answer goes on as long as there is something to tell. */
export const isStream = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') === true;

/** Has no cache keep anything of an answer, and no proxy change a stream. */
export const keptByNobody = (answer: Response): Response => {
  answer.headers.set('cache-control', isStream(answer) ? 'no-store, no-transform' : 'no-store');
  return answer;
};
