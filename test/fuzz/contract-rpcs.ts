import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createFileRegistry, type DescMethod, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const PACKAGE = 'tmws.learning.v1';

/** Every rpc of the contract, as its descriptor says. */
export const contractRpcs = (): readonly DescMethod[] => {
  const file = createRequire(import.meta.url).resolve('@tmws/contract/descriptor/tmws.binpb');
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, new Uint8Array(readFileSync(file))));
  return [...registry]
    .filter((entry) => entry.kind === 'service')
    .filter(({ file: { proto } }) => proto.package === PACKAGE)
    .flatMap(({ methods }) => methods);
};
