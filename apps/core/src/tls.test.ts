import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChannelCredentials } from '@grpc/grpc-js';
import { AccessServiceDefinition } from '@tmws/contract';
import { createChannel, createClientFactory, Metadata } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveKey } from './testing/give-key.ts';
import { type CertificateFiles, makeCertificates, type TestCertificates } from './testing/make-certificates.ts';
import {
  makeTestFolder,
  startTestCore,
  type TestCore,
  type TestFolder,
  type Variables,
} from './testing/start-test-core.ts';

let folder: TestFolder;
let ours: TestCertificates;
let theirs: TestCertificates;

beforeAll(() => {
  folder = makeTestFolder();
  ours = makeCertificates(folder.path, 'ours');
  theirs = makeCertificates(folder.path, 'theirs');
});

afterAll(() => folder[Symbol.dispose]());

const serverFiles = (): Variables => ({
  TMWS_LISTEN: '127.0.0.1:0',
  TMWS_TLS_CERT: ours.server.certificate,
  TMWS_TLS_KEY: ours.server.key,
});

/** Asks who calls, at the core's address, by gRPC's own client. */
const whoAmI = async (core: TestCore, channel: ChannelCredentials, key?: string): Promise<string> => {
  const opened = createChannel(core.core.tcpAddress?.replace('https://', '') ?? '', channel);
  const metadata = key === undefined ? Metadata() : Metadata({ authorization: `Bearer ${key}` });
  const access = createClientFactory().create(AccessServiceDefinition, opened, { '*': { metadata } });
  try {
    return (await access.whoAmI({}, { signal: AbortSignal.timeout(10_000) })).agentId;
  } finally {
    opened.close();
  }
};

const tls = (authority: string, own?: CertificateFiles): ChannelCredentials =>
  ChannelCredentials.createSsl(
    readFileSync(authority),
    own === undefined ? null : readFileSync(own.key),
    own === undefined ? null : readFileSync(own.certificate),
  );

describe('A core with a certificate', () => {
  let core: TestCore;
  let key: string;

  beforeAll(async () => {
    core = await startTestCore(serverFiles());
    await core.as('ann').access.whoAmI({});
    key = giveKey(core, { agentId: 'ann', scopes: ['read'] });
  });
  afterAll(() => core[Symbol.asyncDispose]());

  test('serves TLS to who trusts its authority, and nobody without TLS [security.tls]', async () => {
    expect(core.core.tcpAddress).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await whoAmI(core, tls(ours.authority), key)).toBe('ann');
    await expect(whoAmI(core, tls(theirs.authority), key)).rejects.toThrow('UNAVAILABLE');
    await expect(whoAmI(core, ChannelCredentials.createInsecure(), key)).rejects.toThrow('UNAVAILABLE');
  });

  test('still wants a key', async () => {
    await expect(whoAmI(core, tls(ours.authority))).rejects.toThrow('UNAUTHENTICATED');
  });
});

describe('A core that asks clients for a certificate', () => {
  let core: TestCore;

  beforeAll(async () => {
    core = await startTestCore({ ...serverFiles(), TMWS_TLS_CLIENT_CA: ours.authority });
    for (const agent of ['root', 'ann', 'bob']) await core.as(agent).access.whoAmI({});
  });
  afterAll(() => core[Symbol.asyncDispose]());

  test('refuses in the handshake who has none of that authority [security.tls-client-ca]', async () => {
    const key = giveKey(core, { agentId: 'ann', scopes: ['read'] });
    expect(await whoAmI(core, tls(ours.authority, ours.client('ann')), key)).toBe('ann');
    await expect(whoAmI(core, tls(ours.authority), key)).rejects.toThrow('UNAVAILABLE');
    await expect(whoAmI(core, tls(ours.authority, theirs.client('ann')), key)).rejects.toThrow('UNAVAILABLE');
  });

  test('knows nobody by the certificate: the key says who calls [security.tls-client-key]', async () => {
    const certificate = tls(ours.authority, ours.client('ann'));
    await expect(whoAmI(core, certificate)).rejects.toThrow('UNAUTHENTICATED');
    expect(await whoAmI(core, certificate, giveKey(core, { agentId: 'bob', scopes: ['read'] }))).toBe('bob');
  });
});

describe('A core that cannot listen as it is told', () => {
  let ended: TestFolder;

  beforeAll(() => {
    ended = makeTestFolder();
  });
  afterAll(() => ended[Symbol.dispose]());

  const failure = (variables: Variables): Promise<unknown> =>
    startTestCore(variables, ended).catch((error: unknown) => error);

  test('because others could read along ends with what to do [security.tls-required]', async () => {
    for (const listen of ['0.0.0.0:0', '[::]:0', '192.0.2.1:7000', 'core.example.org:7000', '127.example.org:7000']) {
      expect(await failure({ TMWS_LISTEN: listen })).toMatchObject({
        reason: 'TLS_REQUIRED',
        message: expect.stringContaining(
          `TMWS_LISTEN is ${listen}, which other machines reach, and there is no TLS: API keys could be read on the way. Set TMWS_TLS_CERT and TMWS_TLS_KEY, or listen on 127.0.0.1.`,
        ),
      });
    }
  });

  test('because of its files ends with the one that is wrong', async () => {
    const broken = (variables: Variables) => failure({ ...serverFiles(), ...variables });
    expect(await broken({ TMWS_TLS_KEY: '' })).toMatchObject({
      message: expect.stringContaining('TMWS_TLS_KEY is not set'),
    });
    expect(await broken({ TMWS_TLS_CERT: join(folder.path, 'none.pem') })).toMatchObject({
      reason: 'TLS_SETTING_WRONG',
      message: expect.stringContaining('TMWS_TLS_CERT names'),
    });
    expect(await broken({ TMWS_TLS_KEY: theirs.server.key })).toMatchObject({
      reason: 'TLS_SETTING_WRONG',
      message: expect.stringContaining('cannot be used'),
    });
  });

  test('because somebody else does ends with the address', async () => {
    await using first = await startTestCore({ TMWS_LISTEN: '127.0.0.1:0' });
    const taken = first.core.tcpAddress ?? '';
    expect(await failure({ TMWS_LISTEN: taken })).toMatchObject({
      reason: 'LISTEN_FAILED',
      message: expect.stringContaining(taken),
    });
  });
});
