import { checkCommand } from './check-command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { legacyCommand } from './legacy-command.ts';
import type { MigrateCommand } from './migrate-command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly MigrateCommand[] = [importCommand, exportCommand, checkCommand, legacyCommand];
