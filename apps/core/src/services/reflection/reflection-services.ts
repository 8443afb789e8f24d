import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';

const ALPHA_PATH = '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo';

/** The first version of the protocol, which Python's and older tools ask for: the same messages under another name. */
const AlphaReflectionService = {
  serverReflectionInfo: { ...ServerReflectionService.serverReflectionInfo, path: ALPHA_PATH },
} as const;

const readDescriptor = (): Uint8Array =>
  readFileSync(createRequire(import.meta.url).resolve('@tmws/contract/descriptor/tmws.binpb'));

/** Server reflection in both of its versions over the contract's descriptors. */
export const createReflectionServices = (serviceNames: readonly string[]) => {
  const service = ServerReflection(readDescriptor(), serviceNames);
  return [
    { definition: ServerReflectionService, service },
    { definition: AlphaReflectionService, service },
  ] as const;
};
