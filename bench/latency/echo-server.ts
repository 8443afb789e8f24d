/** The floor of every call: a gRPC server on a Unix socket, its only argument, that sends back the bytes it gets. */
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ECHO_PATH } from './raw-calls.ts';

const asIs = (value: Buffer): Buffer => value;

const server = new Server();
server.addService(
  {
    echo: {
      path: ECHO_PATH,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  },
  {
    echo: (call: { readonly request: Buffer }, answer: (error: null, value: Buffer) => void): void =>
      answer(null, call.request),
  },
);
server.bindAsync(`unix:${process.argv[2]}`, ServerCredentials.createInsecure(), (error) => {
  if (error !== null) throw error;
  process.stdout.write('serving\n');
});
