export { HARMLESS } from './harmless.ts';
export { HOSTILE_INJECTIONS } from './hostile-injections.ts';
export { HOSTILE_DOWNLOADS, HOSTILE_UNICODE } from './hostile-others.ts';
export { HOSTILE_SECRETS } from './hostile-secrets.ts';
