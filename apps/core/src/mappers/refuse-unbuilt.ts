import { CallRefusal } from '../errors/call-refusal.ts';

/** Fields of a request that this version does not obey, by their names in the contract, with what was sent. */
export type UnbuiltFields = Readonly<Record<string, unknown>>;

const isSet = (value: unknown): boolean => value !== undefined && value !== false && value !== 0 && value !== '';

/**
 * Refuses a request that asks for what is not built yet, rather than to pass over it.
 *
 * @throws CallRefusal NOT_IMPLEMENTED, naming the first such field
 */
export const refuseUnbuilt = (rpc: string, fields: UnbuiltFields): void => {
  for (const [field, value] of Object.entries(fields)) {
    if (!isSet(value)) continue;
    throw new CallRefusal(
      'NOT_IMPLEMENTED',
      `${field} of ${rpc} is not built yet in this version of the core. Leave it out.`,
      { rpc, field },
    );
  }
};
