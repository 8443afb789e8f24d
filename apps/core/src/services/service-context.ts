import type { Engine } from '@tmws/engine';
import type { CoreInfo } from '../core-info.ts';
import type { WorkerSkillParser } from '../skill-parser/create-worker-skill-parser.ts';

/** The engine with what only the core's own parts can do. */
export interface CoreEngine extends Engine {
  readonly skillParser: WorkerSkillParser;
}

/** What the handlers of every service work with. */
export interface ServiceContext {
  readonly engine: CoreEngine;
  readonly info: CoreInfo;
}
