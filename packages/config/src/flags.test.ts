import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';
import { overridesFromFlags, settingFlags } from './flags.ts';
import { loadConfig } from './load-config.ts';
import { SETTING_NAMES } from './settings.ts';

describe('settingFlags', () => {
  test('gives a frontend every flag, and the core its own', () => {
    expect(Object.keys(settingFlags('cli'))).toHaveLength(SETTING_NAMES.length);
    expect(settingFlags('core')).toHaveProperty('listen');
    expect(settingFlags('core')).not.toHaveProperty('address');
  });

  test("fits Node's parser, whose values become overrides", () => {
    const { values } = parseArgs({
      args: ['--data-dir', '/data', '--idle-exit=off', '--once'],
      options: { ...settingFlags('core'), once: { type: 'boolean' } },
    });
    const overrides = overridesFromFlags(values);
    expect(overrides).toEqual({ dataDir: '/data', idleExit: 'off' });
    expect(loadConfig({}, overrides)).toMatchObject({ dataDir: '/data', idleExit: 'off' });
  });
});
