import { describe, expect, test } from 'vitest';
import { type EmbeddingJob, EmbeddingQueue } from './embedding-queue.ts';

const job = (id: number, urgency: EmbeddingJob['urgency']): EmbeddingJob => ({
  id,
  urgency,
  text: `text ${id}`,
  resolve: () => undefined,
  reject: () => undefined,
});

const ids = (jobs: Iterable<EmbeddingJob | undefined>): (number | undefined)[] => [...jobs].map((item) => item?.id);

describe('EmbeddingQueue', () => {
  test('gives requests before passages, each in the order of their coming', () => {
    const queue = new EmbeddingQueue();
    for (const item of [job(1, 'passage'), job(2, 'query'), job(3, 'passage'), job(4, 'query')]) queue.add(item);
    expect(queue.size).toBe(4);
    expect(ids([queue.next(), queue.next(), queue.next(), queue.next(), queue.next()])).toEqual([
      2,
      4,
      1,
      3,
      undefined,
    ]);
  });

  test('forgets one that is taken out, and does not mind one that is not there', () => {
    const queue = new EmbeddingQueue();
    const gone = job(1, 'query');
    queue.add(gone);
    queue.add(job(2, 'query'));
    queue.remove(gone);
    queue.remove(gone);
    expect(queue.next()?.id).toBe(2);
  });

  test('gives all at once and is empty then', () => {
    const queue = new EmbeddingQueue();
    queue.add(job(1, 'passage'));
    queue.add(job(2, 'query'));
    expect(ids(queue.drain())).toEqual([2, 1]);
    expect(queue.size).toBe(0);
  });
});
