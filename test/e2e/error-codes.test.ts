import { connect, RemoteError, type TmwsClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTcpCore, type TcpCore } from '../harness/tcp-core.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';
import { type ErrorWorld, errorWorld } from './error-world.ts';
import { PROVOKED_ERRORS } from './provoked-errors.ts';

let home: TmwsHome;
let tcp: TcpCore;
let nobody: TmwsClient;
let world: ErrorWorld;

beforeAll(async () => {
  home = await tmwsHome();
  tcp = await startTcpCore(home, '--listen', '127.0.0.1:0');
  nobody = await connect(loadConfig({ ...home.env, TMWS_ADDRESS: tcp.address }));
  world = await errorWorld({ root: await home.client(), ann: await home.client('ann-9'), nobody });
});

afterAll(async () => {
  nobody.close();
  await tcp[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

/** Names that the calls use, of which an error tells. */
const NAMES = /\b(ann-9|tester|hangar-7|nobody-3|nowhere-3|bow-line|taken-name|tail-line)\b/g;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const QUOTED = /"([^"]+)"/g;
const NUMBER = /(?<![\w.^-])-?\d[\d.,]*(?<![.,])(?![\w-])/g;

/** What a sentence tells of this one case. */
const valuesOf = (message: string): readonly string[] => [
  ...(message.match(NAMES) ?? []),
  ...(message.match(UUID) ?? []),
  ...[...message.matchAll(QUOTED)].map(([, quoted]) => (quoted ?? '').replace(/^id:/, '')),
  ...(message.match(NUMBER) ?? []),
];

describe('an error', () => {
  test.each(PROVOKED_ERRORS)(
    'is %s, %s for %s, and has every value of its text in its metadata [grpc.error-metadata, grpc.codes]',
    async (code, reason, _, provoke) => {
      const error = await provoke(world).then(
        () => undefined,
        (refusal: unknown) => refusal,
      );
      if (!(error instanceof RemoteError)) throw new Error('The call was not refused.', { cause: error });
      expect(error).toMatchObject({ code, reason });
      const told = Object.values(error.metadata).join('\n');
      expect(valuesOf(error.message).filter((value) => !told.includes(value))).toEqual([]);
    },
  );
});
