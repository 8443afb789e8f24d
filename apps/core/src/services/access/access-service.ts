import type { AccessServiceImplementation } from '@tmws/contract';
import { toWhoAmIResponse } from '../../mappers/caller.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';

/** The rpcs of AccessService that are built. */
export const createAccessService = (): Pick<AccessServiceImplementation<CallerContext>, 'whoAmI'> => ({
  whoAmI: async (_request, { caller }) => toWhoAmIResponse(caller),
});
