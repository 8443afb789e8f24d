import { createHash } from 'node:crypto';
import { DomainError, type JsonObject } from '@tmws/domain';
import { canonicalJson } from './canonical-json.ts';

/** What binds a token: the same caller and the same parameters, or it is refused. */
export interface PageTokenBinding {
  readonly agentId: string;
  readonly parameters: JsonObject;
}

const seal = (binding: PageTokenBinding, position: JsonObject): string =>
  createHash('sha256')
    .update(canonicalJson({ agentId: binding.agentId, parameters: binding.parameters, position }))
    .digest('base64url')
    .slice(0, 22);

const invalid = (): DomainError =>
  new DomainError(
    'PAGE_TOKEN_INVALID',
    'The page token belongs to another caller, other parameters or no listing at all. Repeat the parameters of the first page, or begin again without a token.',
  );

/** A token from which the same call goes on. It shows where, and nothing of what lies there. */
export const writePageToken = (binding: PageTokenBinding, position: JsonObject): string =>
  Buffer.from(JSON.stringify({ position, seal: seal(binding, position) })).toString('base64url');

/**
 * The position in a token; undefined for an empty one.
 *
 * @throws DomainError PAGE_TOKEN_INVALID
 */
export const readPageToken = (binding: PageTokenBinding, token: string): JsonObject | undefined => {
  if (token === '') return undefined;
  try {
    const parsed: { readonly position: JsonObject } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (writePageToken(binding, parsed.position) === token) return parsed.position;
  } catch {
    throw invalid();
  }
  throw invalid();
};
