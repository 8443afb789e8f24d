import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '@tmws/config';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDataFolder } from './check-data-folder.ts';

let folder: string;
let config: Config;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tmws-doctor-'));
  dataDir = join(folder, 'data');
  config = loadConfig({ TMWS_DATA_DIR: dataDir, XDG_RUNTIME_DIR: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the look at a data folder', () => {
  test('names one that is missing, and makes none', () => {
    expect(checkDataFolder(config, { fix: true })).toMatchObject({ isUsable: false, checks: [{ isHealthy: false }] });
    expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('names a file in its place', () => {
    writeFileSync(dataDir, '');
    const { checks, isUsable } = checkDataFolder(config, { fix: false });
    expect(isUsable).toBe(false);
    expect(checks[0]?.found).toContain('is no folder');
  });

  test('is content with one that is closed to others', () => {
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'tmws.db'), '', { mode: 0o600 });
    expect(checkDataFolder(config, { fix: false })).toMatchObject({ isUsable: true, checks: [{ isHealthy: true }] });
  });

  test('names what is open to others, and closes it when told to [cli.doctor]', () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o755);
    writeFileSync(join(dataDir, 'tmws.db'), '');
    chmodSync(join(dataDir, 'tmws.db'), 0o644);
    const { checks } = checkDataFolder(config, { fix: false });
    expect(checks.map(({ isHealthy, advice }) => [isHealthy, advice.includes('chmod')])).toEqual([
      [false, true],
      [false, true],
    ]);
    expect(checkDataFolder(config, { fix: true }).checks.every(({ isFixed }) => isFixed === true)).toBe(true);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'tmws.db')).mode & 0o777).toBe(0o600);
  });
});
