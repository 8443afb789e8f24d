import type { Engine } from '@tmws/engine';
import type { CoreInfo } from '../core-info.ts';

/** What the handlers of every service work with. */
export interface ServiceContext {
  readonly engine: Engine;
  readonly info: CoreInfo;
}
