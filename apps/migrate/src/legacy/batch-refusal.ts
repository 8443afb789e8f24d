import { BadRequest, type BatchCreateResult, ErrorInfo } from '@tmws/contract';

type Status = Extract<NonNullable<BatchCreateResult['result']>, { readonly $case: 'error' }>['value'];

/** Why an item of a batch was refused. */
export interface BatchRefusal {
  readonly reason: string;
  readonly message: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The reason within the status of a refused item. */
export const readRefusal = ({ message, details }: Status): BatchRefusal => {
  const find = (name: string): Uint8Array =>
    details.find(({ typeUrl }) => typeUrl.endsWith(`/google.rpc.${name}`))?.value ?? new Uint8Array();
  const { reason, metadata } = ErrorInfo.decode(find('ErrorInfo'));
  const violations = BadRequest.decode(find('BadRequest')).fieldViolations.map(({ description }) => description);
  return { reason, message: violations.length > 0 ? violations.join(' ') : message, metadata };
};
