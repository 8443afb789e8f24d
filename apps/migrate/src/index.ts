export { runMigrate, type Surroundings } from './run-migrate.ts';
