import { type Address, type Config, type CoreRecord, dataPaths, parseAddress, readCoreRecord } from '@tmws/config';
import { probe } from './probe.ts';

/** A core that answers. */
export interface RunningCore extends CoreRecord {
  readonly endpoint: Address;
}

/** The core that runs on the data folder; undefined when none answers. Starts nothing and writes nothing. */
export const findCore = async (config: Config): Promise<RunningCore | undefined> => {
  const record = readCoreRecord(dataPaths(config.dataDir).coreLock);
  if (record === undefined) return undefined;
  const endpoint = parseAddress(record.address, config.dataDir);
  if (endpoint === undefined || (await probe(endpoint)) !== undefined) return undefined;
  return { ...record, endpoint };
};
