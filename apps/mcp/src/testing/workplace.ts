import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder, and the variables of a server that keeps everything in it. */
export interface Workplace extends Disposable {
  readonly folder: string;
  /** Path for the socket of a stand-in core. */
  readonly socket: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes a workplace, whose variables point to the socket; at its end it is removed. */
export const createWorkplace = (): Workplace => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tmws-mcp-')));
  const socket = join(folder, 'core.sock');
  return {
    folder,
    socket,
    environment: {
      PATH: process.env.PATH ?? '',
      XDG_RUNTIME_DIR: folder,
      TMWS_DATA_DIR: join(folder, 'data'),
      TMWS_ADDRESS: `unix:${socket}`,
      TMWS_AGENT: 'tester',
      TMWS_LOG_LEVEL: 'debug',
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};
