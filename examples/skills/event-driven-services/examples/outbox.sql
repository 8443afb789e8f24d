-- Transactional outbox and inbox for PostgreSQL.

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  type text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  key text NOT NULL,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
-- Only unsent rows: the index stays small however long the history.
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;

CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);

-- The producer: state and event in one transaction.
--   BEGIN;
--   INSERT INTO orders …;
--   INSERT INTO outbox (type, key, data) VALUES ('OrderPlaced', $1, $2);
--   COMMIT;

-- The relay, one batch. Ask the broker to confirm before COMMIT; a crash in between sends again, which
-- consumers bear. RETURNING promises no order: sort by position before sending. With a single relay order holds by position; with several, only SKIP LOCKED rows differ,
-- so give each relay its own share of the keys where order matters.
BEGIN;
WITH batch AS (
  SELECT position, id, type, version, key, data, occurred_at
  FROM outbox
  WHERE sent_at IS NULL
  ORDER BY position
  LIMIT 100
  FOR UPDATE SKIP LOCKED
)
UPDATE outbox SET sent_at = now()
FROM batch
WHERE outbox.position = batch.position
RETURNING batch.*;
COMMIT;

-- What to watch: seconds that the oldest event has waited.
SELECT coalesce(extract(epoch FROM now() - min(occurred_at)), 0) AS oldest_unsent_seconds
FROM outbox
WHERE sent_at IS NULL;

-- Housekeeping, daily. The inbox must remember longer than the broker can redeliver.
DELETE FROM outbox WHERE sent_at < now() - interval '7 days';
DELETE FROM inbox WHERE received_at < now() - interval '30 days';
