import type { FieldViolation } from '@tmws/domain';

/** Arguments that break a tool's input schema; nothing was done. */
export class InvalidArgumentsError extends Error {
  override readonly name = 'InvalidArgumentsError';
  readonly violations: readonly FieldViolation[];

  constructor(violations: readonly FieldViolation[]) {
    super(violations.map(({ description }) => description).join(' '));
    this.violations = violations;
  }
}
