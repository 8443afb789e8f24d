/**
 * The moments at which a crash test ends the process, in the order in which a write or a rebuild reaches them. Each
 * stands where something has become durable and something that belongs to it has not.
 */
export const FAILPOINTS = [
  /** The row and its outbox entry are committed; nobody has been asked to index it. */
  'row-committed',
  /** New vectors are in the cache, in no row of the index. */
  'vectors-saved',
  /** Rows for the index have been read and not been merged. */
  'merge-begins',
  /** Rows are in the index, and the outbox still asks for them. */
  'merge-written',
  /** The outbox knows of it; writers have not been told. */
  'merge-marked',
  'maintenance-begins',
  'maintenance-ended',
  /** A new index has been begun beside the served one. */
  'rebuild-begins',
  /** A page of rows is in the new index. */
  'rebuild-page',
  /** All rows are in the new index; what waits for vectors is queued. */
  'rebuild-filled',
  /** Changes made meanwhile are in the new index; the old one is still served. */
  'rebuild-commits',
  /** The new index is served. */
  'rebuild-committed',
  /** A part of what a comparison found different is mended. */
  'reconcile-mended',
] as const;

/** One of {@link FAILPOINTS}. */
export type Failpoint = (typeof FAILPOINTS)[number];

/** Told of each moment reached; what it returns is waited for. */
export type Reach = (failpoint: Failpoint) => void | Promise<void>;

/** Does nothing: what runs in the product. */
export const passThrough: Reach = () => undefined;
