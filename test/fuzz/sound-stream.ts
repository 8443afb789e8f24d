import { create, type DescMethod, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';

const SKILL = '---\nname: reef\ndescription: Reef in a storm.\n---\n\n# Reef\n';

/** The parts of an import in their order, with names and bytes that are mostly sound. */
export const soundStream = (rpc: DescMethod): fc.Arbitrary<readonly Uint8Array[]> => {
  const part = (name: string, value: unknown): Uint8Array =>
    toBinary(rpc.input, create(rpc.input, { part: { case: name, value } }));
  const content = fc.oneof(
    fc.constant(Buffer.from(SKILL)),
    fc.string({ unit: 'binary', maxLength: 80 }).map((body) => Buffer.from(`${SKILL}${body}`)),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
  );
  const file = fc.record({ path: fc.constantFrom('SKILL.md', 'SKILL.md', 'a/b.md', '../x', 'skill.md'), content });
  const folder = fc.record({
    path: fc.constantFrom('reef', 'sail/reef', '', '..'),
    files: fc.array(file, { maxLength: 3 }),
  });
  return fc
    .record({
      root: fc.constantFrom('home', 'ship'),
      requestId: fc.option(fc.uuid(), { nil: '' }),
      folders: fc.array(folder, { maxLength: 3 }),
    })
    .map(({ root, requestId, folders }) => [
      part('header', { root, requestId }),
      ...folders.flatMap(({ path, files }) => [
        part('skillStart', { path }),
        ...files.flatMap((one) => [
          part('fileStart', { path: one.path, mode: 0o644, size: BigInt(one.content.length) }),
          part('chunk', new Uint8Array(one.content)),
        ]),
        part('skillEnd', {}),
      ]),
    ]);
};
