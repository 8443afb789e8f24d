import { CORE_REQUIREMENTS } from './requirements/core-requirements.ts';
import { FRONTEND_REQUIREMENTS } from './requirements/frontend-requirements.ts';

/**
 * The requirements that are implemented, by id. A test shows one by naming its id in brackets at the end of its title;
 * `node scripts/requirements.ts` writes `docs/requirements.md` from both and fails where one lacks a test.
 */
export const REQUIREMENTS = { ...CORE_REQUIREMENTS, ...FRONTEND_REQUIREMENTS } as const;
