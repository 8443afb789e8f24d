import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { dataPaths } from '@tmws/config';
import Database from 'better-sqlite3';
import type { TestCore } from './start-test-core.ts';

/** A key as a test wants it. */
export interface WantedKey {
  readonly agentId: string;
  readonly scopes: readonly ('read' | 'write' | 'admin')[];
  /** Undefined: never; in the past too, which no rpc would take. */
  readonly expiresAt?: Date;
}

/** Gives an agent that exists an API key, in the rows themselves; returns its secret. */
export const giveKey = ({ config }: Pick<TestCore, 'config'>, wanted: WantedKey): string => {
  const secret = `tmws_${randomBytes(32).toString('base64url')}`;
  const database = new Database(dataPaths(config.dataDir).database, { timeout: 5_000 });
  try {
    database
      .prepare(
        `INSERT INTO api_keys (id, agent_id, description, prefix, hash, scopes, created_by, created_at, expires_at)
         VALUES (@id, @agent, '', @prefix, @hash, @scopes, @agent, @now, @expiresAt)`,
      )
      .run({
        id: randomUUID(),
        agent: wanted.agentId,
        prefix: secret.slice(0, 10),
        hash: createHash('sha256').update(secret).digest('hex'),
        scopes: JSON.stringify(wanted.scopes),
        now: Date.now(),
        expiresAt: wanted.expiresAt?.getTime() ?? null,
      });
  } finally {
    database.close();
  }
  return secret;
};
