import type { RunningCore } from '@tmws/client';

/** A core as the commands that start and stop one print it. */
export interface CoreObject {
  readonly address: string;
  readonly process_id: number;
  readonly version: string;
  readonly started_at: string;
}

/** The printed form of what a data folder says of its core. */
export const runningCoreJson = ({ address, pid, version, startedAt }: RunningCore): CoreObject => ({
  address,
  process_id: pid,
  version,
  started_at: startedAt,
});
