export { runCli, type Surroundings } from './run-cli.ts';
