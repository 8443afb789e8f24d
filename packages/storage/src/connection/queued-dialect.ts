import { type DialectAdapter, SqliteAdapter, SqliteDialect } from 'kysely';

class QueuedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * SQLite without the lock that the query builder puts around its only connection. Writes already queue, reads are
 * synchronous, and the builder does not give the lock back when a transaction cannot begin.
 */
export class QueuedDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new QueuedAdapter();
  }
}
