import type { LoggingLevel, McpServer, ServerContext } from '@modelcontextprotocol/server';
import type { LogFields, Logger } from './stderr-logger.ts';

/** Severities of the protocol, least first. */
const LEVELS: readonly LoggingLevel[] = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
];

/** What a client gets that has not said what it wants. */
const UNASKED: LoggingLevel = 'warning';

/** Gives the logger of one request: it writes to the log and, as far as the client wants it, to the client. */
export type ClientLog = (context: ServerContext) => Logger;

/**
 * Lets the client see what is logged about its own requests: by `logging/setLevel` in the revisions before 2026-07-28,
 * there by the level that the request names. The error's own words, `why`, stay in our log: they may name paths and
 * addresses of the machine.
 */
export const createClientLog = ({ server }: McpServer, logger: Logger): ClientLog => {
  let least: LoggingLevel = UNASKED;
  server.registerCapabilities({ logging: {} });
  server.setRequestHandler('logging/setLevel', ({ params }) => {
    least = params.level;
    return {};
  });
  return ({ mcpReq }) => {
    const send = (level: LoggingLevel, { why: _why, ...fields }: LogFields, message: string): void => {
      const isWanted = mcpReq.envelope !== undefined || LEVELS.indexOf(level) >= LEVELS.indexOf(least);
      // A client that is gone needs no log.
      if (isWanted) mcpReq.log(level, { ...fields, message }, 'tmws').catch(() => {});
    };
    const both =
      (own: keyof Logger, level: LoggingLevel) =>
      (fields: LogFields, message: string): void => {
        logger[own](fields, message);
        send(level, fields, message);
      };
    return {
      error: both('error', 'error'),
      warn: both('warn', 'warning'),
      info: both('info', 'info'),
      debug: both('debug', 'debug'),
    };
  };
};
