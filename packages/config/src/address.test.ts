import { describe, expect, test } from 'vitest';
import { formatAddress, isLoopback, parseAddress } from './address.ts';

describe('parseAddress', () => {
  test.each([
    'unix:/run/tmws/a.sock',
    'localhost:50051',
    '127.0.0.1:1',
    '[::1]:50051',
    'https://core.example.org:8443',
    'https://[::1]:8443',
  ])('reads %s, which is written the same again', (text) => {
    const address = parseAddress(text, '/');
    expect(address && formatAddress(address)).toBe(text);
  });

  test('takes the port of HTTPS when none is named', () => {
    expect(parseAddress('https://core.example.org', '/')).toMatchObject({ port: 443, tls: true });
    expect(parseAddress('https://core.example.org:443', '/')).toMatchObject({ port: 443, tls: true });
  });

  test('takes a relative socket from the folder, and one written as an address', () => {
    expect(parseAddress('unix:a.sock', '/folder')).toEqual({ transport: 'unix', path: '/folder/a.sock' });
    expect(parseAddress('unix:///run/a.sock', '/folder')).toEqual({ transport: 'unix', path: '/run/a.sock' });
  });

  test.each(['', 'host', ':1', 'host:', 'host:x', 'http://host:1', '[::zz]:1', 'host:1/x', 'https://', 'https://u@h'])(
    'does not read %j',
    (text) => {
      expect(parseAddress(text, '/')).toBeUndefined();
    },
  );
});

describe('isLoopback', () => {
  const within = (text: string): boolean | undefined => {
    const address = parseAddress(text, '/');
    return address && isLoopback(address);
  };

  test.each(['unix:/core.sock', '127.0.0.1:1', '127.255.0.3:1', '[::1]:1', 'localhost:1', 'https://LOCALHOST:1'])(
    '%s does not leave this machine',
    (text) => expect(within(text)).toBe(true),
  );

  test.each(['0.0.0.0:1', '[::]:1', '192.168.0.1:1', '127.example.org:1', 'localhost.example.org:1', '1127.0.0.1:1'])(
    '%s may leave it',
    (text) => expect(within(text)).toBe(false),
  );
});
