import {
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
  status as Status,
} from '@grpc/grpc-js';

/** How a call ended. */
export interface Ending {
  readonly code: Status;
  readonly message: string;
  /** Whether the refusal carries google.rpc.Status, by which clients know its reason. */
  readonly isTyped: boolean;
}

/** Calls rpcs with bytes, without any check of ours on this side. */
export interface RawCaller extends Disposable {
  call(rpc: RawRpc, requests: readonly Uint8Array[]): Promise<Ending>;
}

/** An rpc as the wire knows it. */
export interface RawRpc {
  readonly path: string;
  readonly agent: string;
  readonly streams: 'unary' | 'client' | 'server' | 'both';
}

/** Long enough for an answer; a stream without an end is left then. In milliseconds. */
const PATIENCE = 20_000;
const STREAM_PATIENCE = 400;

const DONE: Ending = { code: Status.OK, message: '', isTyped: true };

const endingOf = (error: ServiceError): Ending => ({
  code: error.code,
  message: error.details,
  isTyped: error.metadata.get('grpc-status-details-bin').length > 0,
});

const asIs = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

/** Connects to a core's socket. */
export const connectRaw = (address: string): RawCaller => {
  const client = new Client(address, credentials.createInsecure(), { 'grpc.max_send_message_length': -1 });
  const read = (stream: ClientReadableStream<Buffer>): Promise<Ending> =>
    new Promise((resolve) => {
      stream.on('data', () => undefined);
      stream.on('error', (error: ServiceError) => resolve(endingOf(error)));
      stream.on('end', () => resolve(DONE));
    });
  return {
    call: ({ path, agent, streams }, requests) => {
      const metadata = new Metadata();
      metadata.set('x-tmws-agent', agent);
      const deadline = Date.now() + (streams === 'server' || streams === 'both' ? STREAM_PATIENCE : PATIENCE);
      const first = requests[0] ?? new Uint8Array();
      if (streams === 'server') {
        return read(client.makeServerStreamRequest(path, asIs, (bytes) => bytes, first, metadata, { deadline }));
      }
      return new Promise((resolve) => {
        const settle = (error: ServiceError | null): void => resolve(error === null ? DONE : endingOf(error));
        if (streams === 'unary') {
          client.makeUnaryRequest(path, asIs, (bytes) => bytes, first, metadata, { deadline }, settle);
          return;
        }
        const stream = client.makeClientStreamRequest(path, asIs, (bytes) => bytes, metadata, { deadline }, settle);
        for (const request of requests) stream.write(request);
        stream.end();
      });
    },
    [Symbol.dispose]: () => client.close(),
  };
};
