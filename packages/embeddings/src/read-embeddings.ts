import { isJsonObject, type JsonValue } from '@tmws/domain';
import { EndpointError } from './endpoint-error.ts';

const NOT_EMBEDDINGS = 'Its answer is not that of an OpenAI-compatible embeddings endpoint. Check TMWS_EMBEDDER.';

/**
 * The vectors, made length 1, of the body with which an endpoint answered for `count` texts, in their order.
 *
 * @throws EndpointError `answer` for anything that is not one vector of finite numbers a text, all of one length
 */
export function readEmbeddings(body: string, count: number): readonly Float32Array[] {
  const data = readData(body);
  if (data.length !== count) throw broken(`It gave ${data.length} vectors for ${count} texts.`);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const [place, item] of data.entries()) {
    if (!isJsonObject(item)) throw broken(NOT_EMBEDDINGS);
    // The order of the answer is the order of the texts where it names none.
    const index = typeof item.index === 'number' ? item.index : place;
    if (!(index in vectors)) throw broken('It gave a vector for a text that it was not asked for.');
    vectors[index] = toUnitVector(item.embedding);
  }
  const whole = vectors.filter((vector) => vector !== undefined);
  if (whole.length !== count) throw broken('It left a text without a vector.');
  const lengths = new Set(whole.map((vector) => vector.length));
  if (lengths.size > 1) throw broken(`It gave vectors of different lengths: ${[...lengths].join(', ')}.`);
  return whole;
}

function readData(body: string): readonly JsonValue[] {
  try {
    const parsed: JsonValue = JSON.parse(body);
    if (isJsonObject(parsed) && Array.isArray(parsed.data)) return parsed.data;
  } catch {
    // Told below in the same words as any other answer of the wrong shape.
  }
  throw broken(NOT_EMBEDDINGS);
}

function toUnitVector(embedding: JsonValue | undefined): Float32Array {
  if (!Array.isArray(embedding) || embedding.length === 0) throw broken(NOT_EMBEDDINGS);
  let squares = 0;
  for (const value of embedding) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw broken('It gave a vector with something in it that is no number.');
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) throw broken('It gave a vector that is too long to be measured.');
  return Float32Array.from(embedding, (value) => (length === 0 ? 0 : Number(value) / length));
}

function broken(problem: string): EndpointError {
  return new EndpointError({ kind: 'answer', problem });
}
