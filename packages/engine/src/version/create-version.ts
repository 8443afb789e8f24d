import { bumpVersion, type Caller, invalidFields, isVersionNumber, type Pattern, type VersionBump } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findChangeable } from '../pattern/find-pattern.ts';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import { settlePattern, type WrittenPattern } from '../pattern/settle-pattern.ts';
import { writeOnce } from '../request-memory.ts';
import { scanAhead } from '../scan/scan-content.ts';
import { storeVersion, type VersionContent } from './store-version.ts';

/** A new version of a pattern. Exactly one of `newVersion` and `bump` names its number. */
export interface CreateVersionInput extends VersionContent {
  /** Id of the parent. */
  readonly patternId: string;
  readonly newVersion?: string | undefined;
  readonly bump?: VersionBump | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

/** The new version, where it can be found now, and what lint noticed. */
export type CreateVersionResult = WrittenPattern;

const versionOf = (parent: Pattern, { newVersion, bump }: CreateVersionInput): string => {
  if (bump !== undefined && newVersion === undefined) return bumpVersion(parent.version, bump);
  if (bump === undefined && newVersion !== undefined && isVersionNumber(newVersion)) return newVersion;
  const description =
    bump === undefined && newVersion !== undefined
      ? `new_version "${newVersion.slice(0, 50)}" is not SemVer 2.0. Write it like ${bumpVersion(parent.version, 'MINOR')}.`
      : 'A version needs either new_version or bump, and not both. Give one of them.';
  throw invalidFields([{ field: 'new_version', description }]);
};

/**
 * Makes a new version of a pattern, for its owner. The parent is unchanged.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, VERSION_EXISTS (checked first), VERSION_NOT_GREATER, INVALID_FIELD,
 * SECRET_FOUND, REQUEST_ID_REUSED
 */
export const createVersion = async (
  engine: Engine,
  caller: Caller,
  input: CreateVersionInput,
): Promise<CreateVersionResult> => {
  const { requestId, ...asked } = input;
  scanAhead(asked.patternData);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'CreateVersion', input: asked } },
    async (store) => {
      const parent = await findChangeable(
        store,
        { engine, caller },
        { patternId: asked.patternId, action: 'CreateVersion' },
      );
      const version = versionOf(parent, asked);
      const context = { engine, caller, acceptFindings: asked.acceptFindings };
      return toSnapshot(await storeVersion(store, context, { parent, version, content: asked }));
    },
  );
  return settlePattern(engine, caller, fromSnapshot(answer));
};
