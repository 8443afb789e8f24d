import type { CreatePatternRequest, PatternOrigin } from '@tmws/contract';

/** A request for a pattern as it is written, with the fields that are set. */
export type PartialPattern = Parameters<typeof CreatePatternRequest.fromPartial>[0];

/** An origin as it is written. */
export type PartialOrigin = Parameters<typeof PatternOrigin.fromPartial>[0];
