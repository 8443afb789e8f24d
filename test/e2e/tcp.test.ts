import path from 'node:path';
import { socketPath } from '@tmws/config';
import { expect, test } from 'vitest';
import { runProgram } from '../harness/run.ts';
import { giveKey, makeCertificate, startTcpCore } from '../harness/tcp-core.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

const whoAmI = async (env: NodeJS.ProcessEnv, ...flags: readonly string[]) => {
  const { status, stdout, stderr } = await runProgram('cli', ['whoami', '--json', ...flags], env);
  return { status, stderr, agent: status === 0 ? JSON.parse(stdout).agent_id : undefined };
};

test('a frontend finds a core by socket, by host and port and by https, and its key says who calls [grpc.address, grpc.listen, identity.api-key-variable]', async () => {
  await using home = await tmwsHome();
  const { certificate, key } = await makeCertificate(path.join(path.dirname(home.dataDir), 'core'));
  // Only the operating system's user may make agents; over TCP none is made.
  await home.tmws('whoami');
  await home.tmws('stop');
  const socket = `unix:${socketPath(home.config)}`;
  {
    await using core = await startTcpCore(home, '--listen', '127.0.0.1:0');
    const secret = giveKey(home, 'tester');
    const env = { ...home.env, TMWS_API_KEY: secret, TMWS_AGENT: 'somebody-else' };
    expect(await whoAmI(env, '--address', core.address)).toMatchObject({ status: 0, agent: 'tester' });
    expect(await whoAmI({ ...env, TMWS_ADDRESS: core.address })).toMatchObject({ agent: 'tester' });
    expect(await whoAmI(env, '--address', socket)).toMatchObject({ agent: 'tester' });
    expect(await whoAmI(home.env, '--address', socket)).toMatchObject({ agent: 'tester' });
    const without = await whoAmI(home.env, '--address', core.address);
    expect(without).toMatchObject({ status: 5, stderr: expect.stringContaining('TMWS_API_KEY') });
    expect(without.stderr).toContain('CREDENTIALS_MISSING');
    expect(await whoAmI({ ...env, TMWS_API_KEY: `${secret}x` }, '--address', core.address)).toMatchObject({
      status: 5,
    });
  }
  await using core = await startTcpCore(home, '--listen', 'localhost:0', '--tls-cert', certificate, '--tls-key', key);
  expect(core.address).toMatch(/^https:\/\/localhost:\d+$/);
  const env = { ...home.env, TMWS_API_KEY: giveKey(home, 'tester'), TMWS_ADDRESS: core.address };
  expect(await whoAmI(env, '--tls-ca', certificate)).toMatchObject({ status: 0, agent: 'tester' });
  expect(await whoAmI({ ...env, NODE_EXTRA_CA_CERTS: certificate })).toMatchObject({ status: 0, agent: 'tester' });
  const untrusted = await whoAmI(env);
  expect(untrusted).toMatchObject({ status: 69, stderr: expect.stringContaining('self-signed certificate') });
});

test('a frontend shows its certificate to a core that asks for one, and is known by its key', async () => {
  await using home = await tmwsHome();
  const { certificate, key } = await makeCertificate(path.join(path.dirname(home.dataDir), 'core'));
  await home.tmws('whoami');
  await home.tmws('stop');
  const tls = ['--tls-cert', certificate, '--tls-key', key];
  await using core = await startTcpCore(home, '--listen', 'localhost:0', ...tls, '--tls-client-ca', certificate);
  const env = { ...home.env, TMWS_API_KEY: giveKey(home, 'tester'), TMWS_ADDRESS: core.address };
  expect(await whoAmI(env, '--tls-ca', certificate, ...tls)).toMatchObject({ status: 0, agent: 'tester' });
  expect(await whoAmI(env, '--tls-ca', certificate)).toMatchObject({ status: 69 });
});
