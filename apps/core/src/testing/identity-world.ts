import { type AccessLevel, Role } from '@tmws/contract';
import { refusalOf } from './refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from './start-test-core.ts';

/** A core with some agents. */
export interface IdentityWorld extends AsyncDisposable {
  readonly core: TestCore;
  /** The first agent of the folder, and so its system admin. */
  readonly root: Clients;
  /** An admin of the namespace `crew`. */
  readonly ada: Clients;
  /** A member of `crew` and of nothing else. */
  readonly max: Clients;
  /** An agent of other namespaces. */
  readonly eve: Clients;
}

type Access = Clients['access'];

/** Makes the world. */
export const startIdentityWorld = async (): Promise<IdentityWorld> => {
  const core = await startTestCore();
  const root = core.as('root');
  await root.access.whoAmI({});
  await root.access.createNamespace({ namespace: 'crew', description: 'Who sails' });
  await root.access.createAgent({ agentId: 'ada', defaultNamespace: 'crew' });
  await root.access.createAgent({ agentId: 'max', defaultNamespace: 'crew' });
  await root.access.updateMembership({ namespace: 'crew', agentId: 'ada', role: Role.ADMIN });
  const eve = core.as('eve', 'shore');
  await eve.access.whoAmI({});
  return {
    core,
    root,
    ada: core.as('ada'),
    max: core.as('max'),
    eve,
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  };
};

/** Why AccessService refuses a call. */
export const refused = async <Name extends keyof Access>(
  clients: Clients,
  name: Name,
  request: Parameters<Access[Name]>[0],
) => {
  const { code, reason, metadata, violations } = await refusalOf((options) =>
    Reflect.apply(clients.access[name], clients.access, [request, options]),
  );
  return { code, reason, metadata, violations };
};

/** Writes a pattern and gives its id. */
export const writePattern = async (
  clients: Clients,
  patternName: string,
  accessLevel: AccessLevel,
): Promise<string> => {
  const request = { patternName, accessLevel, category: 'sailing', patternData: { description: 'How to sail.' } };
  const { pattern } = await clients.patterns.createPattern(request);
  return pattern?.id ?? '';
};
