import type { Caller } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { notAdmin } from '../identity/identity-errors.ts';
import type { AuditVerdict } from '../ports/audit-log.ts';

/** Says whether the audit log is as it was written; for system admins. @throws DomainError NOT_ADMIN */
export const verifyAudit = async (engine: Engine, caller: Caller): Promise<AuditVerdict> => {
  if (!caller.systemAdmin) throw notAdmin('Only system admins verify the audit log.');
  return engine.unitOfWork.read((store) => store.audit.verify());
};
