import type { DirectoryRepository } from '@tmws/engine';
import type { Session } from '../session.ts';
import { createDirectoryAgents } from './directory-agents.ts';
import { createDirectoryMemberships } from './directory-memberships.ts';
import { createDirectoryNamespaces } from './directory-namespaces.ts';

/** Agents, namespaces and memberships as admins manage them, in SQL. */
export const createDirectoryRepository = (session: Session): DirectoryRepository => ({
  ...createDirectoryAgents(session),
  ...createDirectoryNamespaces(session),
  ...createDirectoryMemberships(session),
});
