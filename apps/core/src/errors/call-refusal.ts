import type { ErrorReason as ContractReasons } from '@tmws/contract';
import type { FieldViolation } from '@tmws/domain';

/** Name of a reason in the contract. */
export type Reason = Exclude<keyof typeof ContractReasons, 'UNSPECIFIED' | 'UNRECOGNIZED'>;

/** Why a call is refused, in the shape in which a `DomainError` has it. */
export interface Refusal {
  readonly reason: Reason;
  readonly message: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];
}

/** A refusal that belongs to the transport of calls and that no use case makes. */
export class CallRefusal extends Error implements Refusal {
  override readonly name = 'CallRefusal';
  readonly reason: Reason;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[] = [];

  constructor(reason: Reason, message: string, metadata: Readonly<Record<string, string>> = {}) {
    super(message);
    this.reason = reason;
    this.metadata = metadata;
  }
}
