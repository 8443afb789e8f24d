import { BadRequest, ErrorInfo, Status as RpcStatus } from '@tmws/contract';
import { ClientError, type Metadata, Status } from 'nice-grpc';

/** What a refused call told its client. */
export interface ReceivedRefusal {
  readonly code: keyof typeof Status;
  readonly message: string;
  readonly reason: string;
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly { readonly field: string; readonly description: string }[];
}

const isCode = (name: string): name is keyof typeof Status => name in Status;

const decode = (error: ClientError, details: Uint8Array): ReceivedRefusal => {
  const status = RpcStatus.decode(details);
  const of = (name: string): Uint8Array =>
    status.details.find(({ typeUrl }) => typeUrl === `type.googleapis.com/google.rpc.${name}`)?.value ??
    new Uint8Array();
  const { reason, domain, metadata } = ErrorInfo.decode(of('ErrorInfo'));
  const { fieldViolations } = BadRequest.decode(of('BadRequest'));
  const code = Status[error.code] ?? '';
  if (!isCode(code) || status.code !== error.code) throw new Error(`Status ${error.code} carries ${status.code}.`);
  const violations = fieldViolations.map(({ field, description }) => ({ field, description }));
  return { code, message: error.details, reason, domain, metadata, violations };
};

/** Makes a call that must be refused, and returns what the client was told. */
export const refusalOf = async (
  call: (options: { onTrailer: (trailer: Metadata) => void }) => Promise<unknown>,
): Promise<ReceivedRefusal> => {
  let trailer: Metadata | undefined;
  try {
    await call({
      onTrailer: (received) => {
        trailer = received;
      },
    });
  } catch (error) {
    const details = trailer?.get('grpc-status-details-bin');
    if (error instanceof ClientError && details instanceof Uint8Array) return decode(error, details);
    throw error;
  }
  throw new Error('The call was not refused.');
};
