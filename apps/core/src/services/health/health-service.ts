import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';

/** Health of the whole core, and of each of its services by full name (grpc.health.v1). */
export interface CoreHealth {
  readonly definition: typeof HealthDefinition;
  readonly service: HealthServiceImpl;
  set(status: 'SERVING' | 'NOT_SERVING'): void;
}

const WHOLE_CORE = '';

/** Makes the health of a core that does not take calls yet. */
export const createCoreHealth = (serviceNames: readonly string[]): CoreHealth => {
  const state = HealthState();
  const set: CoreHealth['set'] = (status) => {
    for (const name of [WHOLE_CORE, ...serviceNames])
      state.setStatus(status === 'SERVING' ? 'healthy' : 'unhealthy', name);
  };
  set('NOT_SERVING');
  return { definition: HealthDefinition, service: HealthServiceImpl(state), set };
};
