import type { ServerResponse } from 'node:http';
import { RemoteError } from '@tmws/client';
import type { McpServerParts } from '../mcp-server-parts.ts';
import type { RecogniseCaller } from './caller.ts';

/** What is asked whether a key is still one. */
export interface KeyParts extends Pick<McpServerParts, 'runningCore'> {
  readonly recognise: RecogniseCaller;
  /** Milliseconds between two questions; default half a minute. */
  readonly recheckMilliseconds?: number | undefined;
}

const RECHECK_MILLISECONDS = 30_000;

/**
 * Ends an answer that goes on and on when its key is revoked or expires: it would hold a session of its agent that
 * nobody else can end. Asks no core that does not run, which a question would start.
 */
export const endWithKey = (response: ServerResponse, token: string, parts: KeyParts): void => {
  const { recognise, runningCore, recheckMilliseconds = RECHECK_MILLISECONDS } = parts;
  const check = async (): Promise<void> => {
    if (runningCore !== undefined && (await runningCore()) === undefined) return;
    await recognise(token);
  };
  const timer = setInterval(() => {
    check().catch((error: unknown) => {
      if (error instanceof RemoteError && error.code === 'UNAUTHENTICATED') response.destroy();
    });
  }, recheckMilliseconds).unref();
  response.once('close', () => clearInterval(timer));
};
