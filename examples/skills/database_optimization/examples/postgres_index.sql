-- Before and after of three kinds of index. Run on a scratch database:
--   createdb index_lab && psql -d index_lab -f postgres_index.sql
-- Not inside a transaction: CREATE INDEX CONCURRENTLY refuses that.

SET client_min_messages = warning;
DROP TABLE IF EXISTS posts;
CREATE TABLE posts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id integer NOT NULL,
  status text NOT NULL,
  title text NOT NULL,
  created_at timestamptz NOT NULL
);

INSERT INTO posts (user_id, status, title, created_at)
SELECT
  (random() * 2000)::integer,
  CASE WHEN random() < 0.02 THEN 'pending' ELSE 'published' END,
  'Post ' || n,
  timestamptz '2025-01-01' + n * interval '1 minute'
FROM generate_series(1, 500000) AS n;
VACUUM ANALYZE posts;

-- 1. Filter on one column, sort by another: composite index, equality first, then the sort.
EXPLAIN (ANALYZE, BUFFERS)
SELECT id, title, created_at FROM posts WHERE user_id = 42 ORDER BY created_at DESC LIMIT 20;

CREATE INDEX CONCURRENTLY idx_posts_user_created ON posts (user_id, created_at DESC);

EXPLAIN (ANALYZE, BUFFERS)
SELECT id, title, created_at FROM posts WHERE user_id = 42 ORDER BY created_at DESC LIMIT 20;

-- 2. A rare value is asked for all the time: a partial index holds only those rows.
EXPLAIN (ANALYZE, BUFFERS)
SELECT id, created_at FROM posts WHERE status = 'pending' ORDER BY created_at LIMIT 50;

CREATE INDEX CONCURRENTLY idx_posts_pending ON posts (created_at) WHERE status = 'pending';

EXPLAIN (ANALYZE, BUFFERS)
SELECT id, created_at FROM posts WHERE status = 'pending' ORDER BY created_at LIMIT 50;

-- 3. The index carries the column that the query returns: Index Only Scan, no visit to the table.
--    It needs a recent VACUUM: look for "Heap Fetches: 0".
CREATE INDEX CONCURRENTLY idx_posts_user_status ON posts (user_id) INCLUDE (status);

EXPLAIN (ANALYZE, BUFFERS)
SELECT status, count(*) FROM posts WHERE user_id = 42 GROUP BY status;

-- What each index costs on disk, and whether it is used at all. The counters follow a second later.
SELECT pg_sleep(1.5);
SELECT indexrelname, pg_size_pretty(pg_relation_size(indexrelid)) AS size, idx_scan
FROM pg_stat_user_indexes
WHERE relname = 'posts'
ORDER BY pg_relation_size(indexrelid) DESC;
