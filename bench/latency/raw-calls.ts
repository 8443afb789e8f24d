import { Client, credentials } from '@grpc/grpc-js';

/** A gRPC client of bytes, without anything of ours. */
export interface RawClient extends Disposable {
  call(path: string, request: Uint8Array, metadata?: Readonly<Record<string, string>>): Promise<Uint8Array>;
}

/** Path of the echo of `echo-server.ts`. */
export const ECHO_PATH = '/bench.Echo/Echo';

/** Path of a health check; `[8, 1]` answers an empty request where the server is SERVING. */
export const HEALTH_PATH = '/grpc.health.v1.Health/Check';

/** Connects to a server's Unix socket. */
export const connectRaw = (socket: string): RawClient => {
  const client = new Client(`unix:${socket}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  const asIs = (value: Buffer): Buffer => value;
  return {
    call: (path, request) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), (error, answer) => {
          if (error !== null || answer === undefined) reject(error ?? new Error(`${path} answered nothing.`));
          else resolve(answer);
        });
      }),
    [Symbol.dispose]: () => client.close(),
  };
};
