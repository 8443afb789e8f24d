import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { loadConfig } from './load-config.ts';
import { ensureRuntimeDirectory, runtimeDirectory, socketPath } from './runtime-directory.ts';

describe('the runtime directory', () => {
  let folder: string;
  const configOf = (dataDir = folder) => loadConfig({ XDG_RUNTIME_DIR: folder, TMWS_DATA_DIR: dataDir });

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tmws-config-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is made for this user alone', () => {
    const made = ensureRuntimeDirectory(configOf());
    expect(made).toBe(join(folder, 'tmws'));
    expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(ensureRuntimeDirectory(configOf())).toBe(made);
  });

  test('is refused when others may enter it', () => {
    chmodSync(ensureRuntimeDirectory(configOf()), 0o755);
    expect(() => ensureRuntimeDirectory(configOf())).toThrow(ConfigError);
  });

  test('is refused when it is a link to elsewhere', () => {
    mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'tmws'));
    expect(() => ensureRuntimeDirectory(configOf())).toThrow(/not a folder of this user alone/);
  });

  test('is in the folder for temporary files when XDG_RUNTIME_DIR names no folder or a long one', () => {
    const fallback = runtimeDirectory(loadConfig({}));
    expect(fallback).toMatch(new RegExp(`tmws-${process.getuid?.()}$`));
    expect(runtimeDirectory(loadConfig({ XDG_RUNTIME_DIR: join(folder, 'absent') }))).toBe(fallback);
    const long = join(folder, 'x'.repeat(90));
    mkdirSync(long);
    expect(runtimeDirectory(loadConfig({ XDG_RUNTIME_DIR: long }))).toBe(fallback);
  });

  test('gives one short socket to all names of a data folder, and another to another folder', () => {
    const data = join(folder, 'd'.repeat(200));
    mkdirSync(data);
    symlinkSync(data, join(folder, 'link'));
    const path = socketPath(configOf(data));
    expect(path).toMatch(/\/tmws\/[0-9a-f]{12}\.sock$/);
    expect(Buffer.byteLength(path)).toBeLessThan(104);
    expect(socketPath(configOf(join(folder, 'link')))).toBe(path);
    expect(socketPath(configOf(folder))).not.toBe(path);
  });
});
