import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import { type PageInput, type PageOf, pageOf, textIn } from '../page-of.ts';
import { seenNamespaces } from '../reach.ts';
import { type SeenNamespace, seenNamespace } from './seen-namespace.ts';

/** The caller's namespaces by name; all to a system admin. @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID */
export const listNamespaces = (engine: Engine, caller: Caller, input: PageInput): Promise<PageOf<SeenNamespace>> =>
  engine.unitOfWork.read((store) =>
    pageOf<SeenNamespace>(caller, input, {
      rpc: 'ListNamespaces',
      positionOf: ({ namespace }) => ({ namespace }),
      read: async (position, limit) => {
        const after = textIn(position, 'namespace');
        const found = await store.directory.listNamespaces({ namespaces: seenNamespaces(caller), after, limit });
        const shown: SeenNamespace[] = [];
        for (const namespace of found) shown.push(await seenNamespace(store, caller, namespace));
        return shown;
      },
    }),
  );
