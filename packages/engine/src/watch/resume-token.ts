import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DomainError, type JsonObject } from '@tmws/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { Engine } from '../engine.ts';

/** What binds a token: the same caller and the same filters, or it is refused. */
export interface ResumeTokenBinding {
  readonly agentId: string;
  readonly filters: JsonObject;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const POSITION_BYTES = 8;

/** The refusal of a token that this stream cannot go on from. */
export const resumeTokenInvalid = (): DomainError =>
  new DomainError(
    'RESUME_TOKEN_INVALID',
    'The resume token belongs to another caller, other filters or another installation. Repeat the filters of the stream that it is from, or watch from now on without a token.',
  );

/** The secret by which this installation seals its tokens, made at the first call. */
export const resumeTokenKey = async ({ unitOfWork }: Pick<Engine, 'unitOfWork'>): Promise<Uint8Array> => {
  const known = await unitOfWork.read((store) => store.changes.tokenKey());
  if (known !== undefined) return known;
  return unitOfWork.write(async (store) => {
    const fresh = randomBytes(KEY_BYTES);
    await store.changes.keepTokenKey(fresh);
    return (await store.changes.tokenKey()) ?? fresh;
  });
};

const boundTo = (binding: ResumeTokenBinding): Buffer =>
  Buffer.from(canonicalJson({ agentId: binding.agentId, filters: binding.filters }));

/**
 * A token from which a stream goes on after the change of that sequence. It is sealed, and different each time: the
 * sequence alone would tell how much changes that the caller may not see.
 */
export const writeResumeToken = (key: Uint8Array, binding: ResumeTokenBinding, sequence: number): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(boundTo(binding));
  const position = Buffer.alloc(POSITION_BYTES);
  position.writeBigUInt64BE(BigInt(sequence));
  return Buffer.concat([nonce, cipher.update(position), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

/** The sequence in a token. @throws DomainError RESUME_TOKEN_INVALID */
export const readResumeToken = (key: Uint8Array, binding: ResumeTokenBinding, token: string): number => {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== NONCE_BYTES + POSITION_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) {
    throw resumeTokenInvalid();
  }
  const sealed = bytes.subarray(NONCE_BYTES, NONCE_BYTES + POSITION_BYTES);
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(boundTo(binding))
    .setAuthTag(bytes.subarray(NONCE_BYTES + POSITION_BYTES));
  try {
    return Number(Buffer.concat([decipher.update(sealed), decipher.final()]).readBigUInt64BE());
  } catch {
    throw resumeTokenInvalid();
  }
};
