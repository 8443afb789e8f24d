import { setTimeout as delay } from 'node:timers/promises';
import { RemoteError, type TmwsClient } from '@tmws/client';
import { EmbedderState, type GetStatusResponse, IndexState } from '@tmws/contract';
import { productVersion } from '@tmws/terminal';
import { type Check, faulty, healthy } from './check.ts';

const LOADING_LIMIT_MS = 30_000;
const WAIT_MS = 100;

const indexCheck = ({ index, patternCount }: GetStatusResponse): Check => {
  if (index === undefined) return faulty('index', 'The core says nothing of its index.', 'Update the core.');
  if (index.state === IndexState.REBUILDING) {
    return faulty('index', `The index is being made anew; ${index.rows} patterns are in it.`, 'Wait for its end.');
  }
  if (index.state !== IndexState.READY) {
    return faulty('index', 'The index cannot be used; searches find nothing or little.', 'Run tmws reindex.');
  }
  // The index holds the patterns of every agent, the count those that the caller may read.
  if (index.pendingWrites === 0 && index.rows < patternCount) {
    const found = `The index has ${index.rows} rows for ${patternCount} patterns.`;
    return faulty('index', found, 'Run tmws reindex.');
  }
  return healthy(
    'index',
    `The index is ready, with ${index.rows} rows for ${patternCount} patterns that you may read.`,
  );
};

const embedderCheck = ({ embedder, pendingEmbeddings }: GetStatusResponse): Check => {
  if (embedder === undefined) return faulty('embedder', 'The core says nothing of its embedder.', 'Update the core.');
  const { name, state, reason } = embedder;
  if (state === EmbedderState.READY) {
    return healthy('embedder', `${name} is ready; ${pendingEmbeddings} texts wait for it.`);
  }
  if (state === EmbedderState.LOADING) {
    return faulty('embedder', `${name} is still loading.`, 'Wait; searches go by words meanwhile.');
  }
  const advice = 'Run npm ci for the bundled model, or mend TMWS_EMBEDDER or TMWS_MODEL_DIR; then tmws stop.';
  return faulty('embedder', `${name} cannot be used: ${reason || 'no reason was given.'}`, advice);
};

const versionCheck = ({ version, address }: GetStatusResponse): Check => {
  const own = productVersion();
  if (version === own) return healthy('core', `A core of version ${version} answers at ${address}.`);
  const found = `The core at ${address} is of version ${version}, this program of version ${own}.`;
  return faulty('core', found, 'Run tmws stop; the next command starts the new one.');
};

/** The status once the model has been loaded, or is given up. */
const settledStatus = async (client: TmwsClient): Promise<GetStatusResponse> => {
  const end = performance.now() + LOADING_LIMIT_MS;
  for (;;) {
    const status = await client.admin.getStatus({});
    if (status.embedder?.state !== EmbedderState.LOADING || performance.now() > end) return status;
    await delay(WAIT_MS);
  }
};

/** Looks at the core, which is started if none runs, and by it at the index against the rows, and at the embedder. */
export const checkCore = async (connect: () => Promise<TmwsClient>): Promise<readonly Check[]> => {
  try {
    const status = await settledStatus(await connect());
    return [versionCheck(status), indexCheck(status), embedderCheck(status)];
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    const log = error.metadata.core_log;
    return [faulty('core', error.message, log === undefined ? 'Mend what it says.' : `More stands in ${log}.`)];
  }
};
