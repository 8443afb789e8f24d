import { DataChangeKind, type DataChange as DataChangeMessage } from '@tmws/contract';
import type { DataChange, DataChangeKind as DataChangeKindName } from '@tmws/domain';

const KIND_NUMBERS = {
  ADDED: DataChangeKind.ADDED,
  REMOVED: DataChangeKind.REMOVED,
  CHANGED: DataChangeKind.CHANGED,
} as const satisfies Record<DataChangeKindName, DataChangeKind>;

/** A difference as the contract has it. */
export const toDataChange = ({ path, kind, oldValue, newValue }: DataChange): DataChangeMessage => ({
  path,
  kind: KIND_NUMBERS[kind],
  oldValue,
  newValue,
});
