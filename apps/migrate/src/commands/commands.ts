import { checkCommand } from './check-command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { legacyCommand } from './legacy-command.ts';
import type { MigrateCommand } from './migrate-command.ts';
import { syncCommand } from './sync-command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly MigrateCommand[] = [
  importCommand,
  exportCommand,
  syncCommand,
  checkCommand,
  legacyCommand,
];
