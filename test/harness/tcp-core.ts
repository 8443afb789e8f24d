import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { dataPaths } from '@tmws/config';
import Database from 'better-sqlite3';
import { PROGRAMS, run } from './run.ts';
import type { TmwsHome } from './tmws-home.ts';

/** A core that its user started to serve over TCP; ended afterwards. */
export interface TcpCore extends AsyncDisposable {
  /** As TMWS_ADDRESS takes it. */
  readonly address: string;
}

/** Starts the built core on the user's data folder with these flags, among them `--listen`. */
export const startTcpCore = async (home: TmwsHome, ...flags: readonly string[]): Promise<TcpCore> => {
  const child = spawn(process.execPath, [PROGRAMS.core, ...flags], {
    env: home.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  let last = '';
  for await (const line of createInterface({ input: child.stderr })) {
    last = line;
    const { msg, tcpAddress } = JSON.parse(line);
    if (msg !== 'serving') continue;
    child.stderr.resume();
    return {
      address: tcpAddress,
      [Symbol.asyncDispose]: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error(`The core ended without serving: ${last}`);
};

/** Gives an agent that exists a key of scopes read and write, in the rows themselves; returns its secret. */
export const giveKey = (home: TmwsHome, agentId: string): string => {
  const secret = `tmws_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(secret).digest('hex');
  const database = new Database(dataPaths(home.dataDir).database, { timeout: 5_000 });
  const columns = 'id, agent_id, description, prefix, hash, scopes, created_by, created_at';
  database
    .prepare(`INSERT INTO api_keys (${columns}) VALUES (?, ?, '', ?, ?, '["read","write"]', ?, ?)`)
    .run(randomUUID(), agentId, secret.slice(0, 10), hash, agentId, Date.now());
  database.close();
  return secret;
};

/** Makes a certificate for this machine that is its own authority; paths of PEM files below the prefix. */
export const makeCertificate = async (
  prefix: string,
): Promise<{ readonly certificate: string; readonly key: string }> => {
  const files = { certificate: `${prefix}.pem`, key: `${prefix}-key.pem` };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const output = ['-keyout', files.key, '-out', files.certificate];
  const { status, stderr } = await run('openssl', ['req', '-x509', '-days', '1', ...curve, ...names, ...output]);
  if (status !== 0) throw new Error(stderr);
  return files;
};
