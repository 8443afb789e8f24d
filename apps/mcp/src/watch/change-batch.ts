/** What is gathered before it is told. */
export interface ChangeBatch {
  /** Something in the list of resources changed. */
  addList(): void;
  /** The resource of this URI changed. */
  add(uri: string): void;
  /** Forgets what was not told yet. */
  drop(): void;
}

/** How long changes are gathered from the first one on: an import is many. */
const GATHERED_MS = 100;

/** Gathers changes, each URI once, and tells them together. */
export const createChangeBatch = (
  tell: (batch: { readonly isList: boolean; readonly uris: readonly string[] }) => void,
): ChangeBatch => {
  const uris = new Set<string>();
  let isList = false;
  let timer: NodeJS.Timeout | undefined;

  const drop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    uris.clear();
    isList = false;
  };
  const flush = (): void => {
    const batch = { isList, uris: [...uris] };
    drop();
    tell(batch);
  };
  const gather = (): void => {
    timer ??= setTimeout(flush, GATHERED_MS).unref();
  };
  return {
    addList: () => {
      isList = true;
      gather();
    },
    add: (uri) => {
      uris.add(uri);
      gather();
    },
    drop,
  };
};
