import { type DomainError, invalidFields } from '@tmws/domain';
import type { TsProtoServiceDefinition } from 'nice-grpc';
import { CallRefusal } from '../errors/call-refusal.ts';
import { STRUCT_FIELDS } from './struct-fields.ts';
import { structViolations } from './struct-violations.ts';

type RpcDefinition = TsProtoServiceDefinition['methods'][string];

type RequestFault = DomainError | CallRefusal;

/** Why a decoded request stands for bytes that could not be decoded. */
const faults = new WeakMap<object, RequestFault>();

/** Why a request that a guarded definition decoded cannot be used; undefined where it can. */
export const requestFault = (request: unknown): RequestFault | undefined =>
  typeof request === 'object' && request !== null ? faults.get(request) : undefined;

const undecodable = (rpc: string, error: unknown): CallRefusal => {
  const why = error instanceof Error ? error.message : String(error);
  return new CallRefusal(
    'UNDECODABLE_MESSAGE',
    `The bytes sent are no request of ${rpc} (${why}). Make the client's code from the contract of this version.`,
    { rpc },
  );
};

const guardRpc = (definition: RpcDefinition, path: string): RpcDefinition => {
  const { requestType } = definition;
  const fields = STRUCT_FIELDS[path] ?? [];
  const refuse = (fault: RequestFault): unknown => {
    const placeholder = requestType.decode(new Uint8Array());
    if (typeof placeholder === 'object' && placeholder !== null) faults.set(placeholder, fault);
    return placeholder;
  };
  const decode = (bytes: Uint8Array): unknown => {
    try {
      const violations = structViolations(bytes, fields);
      return violations.length > 0 ? refuse(invalidFields(violations)) : requestType.decode(bytes);
    } catch (error) {
      return refuse(undecodable(definition.name, error));
    }
  };
  return { ...definition, requestType: { ...requestType, decode } };
};

const hasMethodsOf = <Definition extends TsProtoServiceDefinition>(
  guarded: TsProtoServiceDefinition,
  definition: Definition,
): guarded is Definition => Object.keys(definition.methods).every((name) => name in guarded.methods);

/**
 * The same service with decoders that never fail: grpc-js would answer INTERNAL before any code of ours runs. What is
 * wrong with a request is told by {@link requestFault}.
 */
export const guardDefinition = <Definition extends TsProtoServiceDefinition>(definition: Definition): Definition => {
  const methods = Object.fromEntries(
    Object.entries(definition.methods).map(([key, method]) => [
      key,
      guardRpc(method, `/${definition.fullName}/${method.name}`),
    ]),
  );
  const guarded: TsProtoServiceDefinition = { ...definition, methods };
  if (hasMethodsOf(guarded, definition)) return guarded;
  throw new TypeError(`The guarded definition of ${definition.fullName} lacks an rpc.`);
};
