import type { DirectoryRepository } from '../ports/directory-repository.ts';

const nothing = async (): Promise<void> => undefined;

/** A directory of nobody. What admins do is tested in the core, where the directory is the real one. */
export const NO_DIRECTORY: DirectoryRepository = {
  findAgent: async () => undefined,
  listAgents: async () => [],
  insertAgent: nothing,
  updateAgent: nothing,
  deleteAgent: nothing,
  countSystemAdmins: async () => 0,
  findNamespace: async () => undefined,
  listNamespaces: async () => [],
  countMembers: async () => 0,
  insertNamespace: nothing,
  updateNamespace: nothing,
  deleteNamespace: nothing,
  patternIds: async () => [],
  findMembership: async () => undefined,
  listMemberships: async () => [],
  insertMembership: nothing,
  updateRole: nothing,
  deleteMembership: nothing,
  namespacesOnlyAdministeredBy: async () => [],
};
