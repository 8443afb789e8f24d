import type { TsProtoServiceDefinition } from 'nice-grpc';
import { CallRefusal } from '../errors/call-refusal.ts';

/** What to do until an rpc is built, by its name; the others have nothing in their place. */
const MEANWHILE: Readonly<Record<string, string>> = {
  ListEmbedders: 'Call GetStatus, which tells of the active model, meanwhile.',
  SwitchEmbedder: 'Start the core with TMWS_EMBEDDER and call Reindex meanwhile.',
  CreateBackup: 'Stop the core and copy its data folder meanwhile.',
};

const NOTHING = 'There is nothing in its place yet.';

const notBuilt = (rpc: string): CallRefusal =>
  new CallRefusal(
    'NOT_IMPLEMENTED',
    `${rpc} is part of the contract and not built yet in this version of the core. ${MEANWHILE[rpc] ?? NOTHING}`,
    { rpc },
  );

const refuse = (rpc: string) => async (): Promise<never> => {
  throw notBuilt(rpc);
};

const refuseStream = (rpc: string) =>
  // biome-ignore lint/correctness/useYield: the answer is a stream, and it fails before its first message
  async function* (): AsyncGenerator<never, void, undefined> {
    throw notBuilt(rpc);
  };

/** A method that answers NOT_IMPLEMENTED for every rpc of the service that `built` does not have. */
export const unbuiltRpcs = (definition: TsProtoServiceDefinition, built: object): object =>
  Object.fromEntries(
    Object.entries(definition.methods)
      .filter(([key]) => !(key in built))
      .map(([key, { name, responseStream }]) => [key, responseStream ? refuseStream(name) : refuse(name)]),
  );
