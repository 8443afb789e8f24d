import { createHash } from 'node:crypto';
import { ImportSkillsRequest } from '@tmws/contract';

/** The messages of a stream, and what tells it from other streams. */
export interface DigestedStream {
  readonly requests: AsyncIterator<ImportSkillsRequest>;
  /** Of the messages read so far; however the bytes of a file are cut into chunks. */
  digest(): string;
}

/** Reads an import and takes its digest on the way, without holding it. */
export const digestedStream = (requests: AsyncIterable<ImportSkillsRequest>): DigestedStream => {
  const hash = createHash('sha256');
  const note = (request: ImportSkillsRequest): void => {
    // A file's size was announced before its bytes, so they need no marks around them.
    hash.update(request.part?.$case === 'chunk' ? request.part.value : ImportSkillsRequest.encode(request).finish());
  };
  const source = requests[Symbol.asyncIterator]();
  return {
    requests: {
      next: async () => {
        const next = await source.next();
        if (next.done !== true) note(next.value);
        return next;
      },
    },
    digest: () => hash.copy().digest('hex'),
  };
};
