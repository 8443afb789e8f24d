import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findNode } from './find-node.ts';

describe('findNode', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tmws-node-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const install = (place: string, version: string): string => {
    const packageFolder = join(folder, place, 'node_modules', 'node');
    mkdirSync(packageFolder, { recursive: true });
    writeFileSync(join(packageFolder, 'package.json'), JSON.stringify({ name: 'node', version }));
    return join(packageFolder, 'bin', 'node');
  };
  const search = (versions: Readonly<Record<string, string>>) =>
    findNode({ execPath: '/bin/running', versions, folders: [join(folder, 'apps', 'cli', 'dist')] });

  test.each(['22.18.0', '22.20.1', '23.0.0', '26.1.0'])('takes the running Node %s', (node) => {
    install('.', '24.1.0');
    expect(search({ node })).toBe('/bin/running');
  });

  test.each(['20.20.2', '22.17.9'])('takes the installed one where Node %s runs', (node) => {
    const installed = install('.', '24.1.0');
    expect(search({ node })).toBe(installed);
  });

  test('takes the installed one where the running program is no plain Node', () => {
    const installed = install('.', '24.1.0');
    expect(search({ node: '24.0.0', electron: '40.0.0' })).toBe(installed);
  });

  test('takes the nearest that is new enough', () => {
    install('apps/cli', '20.0.0');
    const installed = install('apps', '22.18.0');
    install('.', '24.1.0');
    expect(search({ node: '20.20.2' })).toBe(installed);
  });

  test('says what to do where there is none', () => {
    install('.', '18.0.0');
    writeFileSync(join(folder, 'node_modules', 'node', 'package.json'), '{');
    expect(() => search({ node: '20.20.2' })).toThrow(
      'The core needs Node 22.18.0 or newer, and this is 20.20.2. Run `npm ci` in the repository, which brings one, or install one.',
    );
  });
});
