/** A field of a protobuf message: its number, and a whole number, a text, bytes or a message. */
type ProtobufField = readonly [number: number, value: number | string | Uint8Array];

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Numbers of `TensorProto.DataType`. */
const FLOAT = 1;
const INT64 = 7;
/** `TensorProto.DataLocation.EXTERNAL`. */
const EXTERNAL = 1;

/** What the smallest model of texts is made of. */
export interface LookupModel {
  /** One vector after the other, for each token id. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
  /** File beside the model's that holds the vectors; undefined: they are in the model's own. */
  readonly dataFile: string | undefined;
}

/**
 * The bytes of an ONNX model that looks up a vector for each token and does nothing else: one Gather from `input_ids`
 * (int64, batch × tokens) to `last_hidden_state` (float32, batch × tokens × dimensions). Field numbers are those of
 * onnx.proto, version 8 of the format, operators of version 17.
 */
export function lookupModelBytes({ vectors, dimensions, dataFile }: LookupModel): Uint8Array {
  const shape = [vectors.length / dimensions, dimensions].map((size): ProtobufField => [1, size]);
  const content: readonly ProtobufField[] =
    dataFile === undefined
      ? [[9, floatBytes(vectors)]]
      : [
          [13, message([1, 'location'], [2, dataFile])],
          [14, EXTERNAL],
        ];
  const initializer = message(...shape, [2, FLOAT], [8, 'vectors'], ...content);
  const node = message([1, 'vectors'], [1, 'input_ids'], [2, 'last_hidden_state'], [4, 'Gather']);
  const graph = message(
    [1, node],
    [2, 'lookup'],
    [5, initializer],
    [11, valueInfo('input_ids', INT64, ['batch', 'tokens'])],
    [12, valueInfo('last_hidden_state', FLOAT, ['batch', 'tokens', dimensions])],
  );
  return message([1, 8], [7, graph], [8, message([2, 17])]);
}

/** Floats as ONNX stores them: four bytes each, the lowest first. */
export function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) bytes.setFloat32(index * 4, value, true);
  return new Uint8Array(bytes.buffer);
}

function valueInfo(name: string, elementType: number, shape: readonly (string | number)[]): Uint8Array {
  const dimensions = shape.map((size): ProtobufField => [1, message([typeof size === 'number' ? 1 : 2, size])]);
  const tensor = message([1, elementType], [2, message(...dimensions)]);
  return message([1, name], [2, message([1, tensor])]);
}

function message(...fields: readonly ProtobufField[]): Uint8Array {
  const parts = fields.flatMap(([number, value]): Uint8Array[] => {
    if (typeof value === 'number') return [varint(number * 8 + VARINT), varint(value)];
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return [varint(number * 8 + LENGTH_DELIMITED), varint(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
