import { type JSONRPCMessage, ProtocolErrorCode, parseJSONRPCMessage } from '@modelcontextprotocol/server';

/** The answer to what is no message: why, and the id of what it answers as far as there is one. */
export interface LineRefusal {
  readonly id: string | number | null;
  readonly code: number;
  readonly message: string;
}

/** What stands in a line: messages and refusals in their order. */
export type LineContent =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  | { readonly kind: 'refusal'; readonly refusal: LineRefusal }
  /** No message, and nothing that could be answered: an answer or a notification. */
  | { readonly kind: 'ignored'; readonly why: string };

const { ParseError, InvalidRequest } = ProtocolErrorCode;
const NOT_JSON = 'The line is not JSON. Send each message as one line of JSON, without line breaks in it.';
const NOT_A_MESSAGE =
  'This is no message of JSON-RPC 2.0. Send an object with "jsonrpc": "2.0", a method, params that are an object, and an id that is a string or an integer.';

const refusal = (id: LineRefusal['id'], code: number, message: string): LineContent => ({
  kind: 'refusal',
  refusal: { id, code, message },
});

const idOf = (value: object): LineRefusal['id'] => {
  const id: unknown = Reflect.get(value, 'id');
  return typeof id === 'string' || typeof id === 'number' ? id : null;
};

const contentOf = (value: unknown): LineContent => {
  try {
    return { kind: 'message', message: parseJSONRPCMessage(value) };
  } catch {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refusal(null, InvalidRequest, NOT_A_MESSAGE);
    }
    // What is itself an answer, or wants none, is not answered: two programs that do so never end.
    const isAnswer = 'result' in value || 'error' in value;
    if (isAnswer || !('id' in value)) return { kind: 'ignored', why: NOT_A_MESSAGE };
    return refusal(idOf(value), InvalidRequest, NOT_A_MESSAGE);
  }
};

const jsonOf = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** Reads a line. The members of a batch, which revision 2025-03-26 has, are read as if each stood alone. */
export const readLine = (text: string): readonly LineContent[] => {
  const line = text.replace(/^\uFEFF/, '');
  if (line.trim() === '') return [];
  const json = jsonOf(line);
  if (json === undefined) return [refusal(null, ParseError, NOT_JSON)];
  const { value } = json;
  return Array.isArray(value) && value.length > 0 ? value.map(contentOf) : [contentOf(value)];
};

const ID = String.raw`"id"\s*:\s*(-?\d{1,15}|"(?:[^"\\]|\\.){0,200}")\s*`;
const ID_IN_HEAD = new RegExp(
  String.raw`^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?(?:"method"\s*:\s*"[^"\\]*"\s*,\s*)?${ID}[,}]`,
);
const ID_IN_TAIL = new RegExp(String.raw`[,{]\s*${ID}(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$`);

/** Refuses a line of which only beginning and end are known: the id of a request stands in either. */
export const refuseLongLine = (head: string, tail: string, mostBytes: number): LineRefusal => {
  const id: unknown = JSON.parse(ID_IN_HEAD.exec(head)?.[1] ?? ID_IN_TAIL.exec(tail)?.[1] ?? 'null');
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    code: InvalidRequest,
    message: `The message is larger than ${mostBytes / 2 ** 20} MiB, the most that is read; nothing was done. Send less at once.`,
  };
};
