export type { Config } from '@tmws/config';
export { type Core, type CoreOptions, createCore } from './create-core.ts';
export { StartError } from './start/start-error.ts';
