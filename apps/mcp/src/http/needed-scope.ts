import { TOOLS } from '../tools/tools.ts';

/** Methods that read patterns. Lists of what the server offers to everybody need no scope. */
const READS: ReadonlySet<string> = new Set([
  'resources/list',
  'resources/read',
  'resources/subscribe',
  'resources/directory/read',
  'prompts/get',
  'completion/complete',
  'skills/list',
  'skills/get',
  'subscriptions/listen',
]);

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const ofTool = (name: unknown): string | undefined => {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (tool === undefined) return undefined;
  return tool.annotations.readOnlyHint ? 'read' : 'write';
};

const ofMessage = (message: unknown): string | undefined => {
  const method = fieldOf(message, 'method');
  if (method === 'tools/call') return ofTool(fieldOf(fieldOf(message, 'params'), 'name'));
  return typeof method === 'string' && READS.has(method) ? 'read' : undefined;
};

/** The first scope that a message, or one of a batch, needs and that these scopes lack; the core has the last word. */
export const missingScope = (body: unknown, scopes: readonly string[]): string | undefined => {
  if (scopes.includes('admin')) return undefined;
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages.map(ofMessage).find((scope) => scope !== undefined && !scopes.includes(scope));
};
