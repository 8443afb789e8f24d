export type { ExtraCallOptions, TmwsCallOptions } from './call-options.ts';
export { type ConnectOptions, connect, lazyClient, lazySharedConnection } from './connect.ts';
export { findCore, type RunningCore } from './find-core.ts';
export { findNode, type NodeSearch, OLDEST_NODE_OF_CORE } from './find-node.ts';
export { isAlive } from './is-alive.ts';
export { isFinal } from './is-final.ts';
export type { LaunchOptions } from './launch-core.ts';
export {
  type ClientReason,
  RemoteError,
  type RemoteErrorOptions,
  type RemoteReason,
  type RemoteViolation,
  type StatusName,
} from './remote-error.ts';
export { type StartedCore, startCore } from './start-core.ts';
export { stopCore } from './stop-core.ts';
export type { SharedConnection, TmwsClient } from './tmws-client.ts';
