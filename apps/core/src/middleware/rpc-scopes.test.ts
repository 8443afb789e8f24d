import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createFileRegistry, type DescMethod, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { RPC_SCOPES } from './rpc-scopes.ts';

const descriptor = readFileSync(createRequire(import.meta.url).resolve('@tmws/contract/descriptor/tmws.binpb'));

const methods = (): readonly DescMethod[] =>
  [...createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptor))].flatMap((entry) =>
    entry.kind === 'service' && entry.file.proto.package === 'tmws.learning.v1' ? entry.methods : [],
  );

const pathOf = (method: DescMethod): string => `/${method.parent.typeName}/${method.name}`;

test('every rpc of the contract has the scope that it needs, and nothing else has one', () => {
  expect(methods().length).toBeGreaterThan(70);
  expect([...RPC_SCOPES.keys()].toSorted()).toEqual(methods().map(pathOf).toSorted());
});

test('a key that may only read changes nothing, but for what it was answered', () => {
  const changing = methods().filter(
    ({ idempotency }) => idempotency !== MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS,
  );
  const allowed = changing.filter((method) => ['read', 'any'].includes(RPC_SCOPES.get(pathOf(method)) ?? ''));
  expect(allowed.map(({ name }) => name)).toEqual(['ApplyPattern']);
});

test('what is read needs no right to write', () => {
  const reading = methods().filter(({ idempotency }) => idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS);
  expect(reading.filter((method) => RPC_SCOPES.get(pathOf(method)) === 'write')).toEqual([]);
});
