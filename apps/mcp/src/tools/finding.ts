import type { Finding } from '@tmws/contract';
import * as z from 'zod';
import { enumName } from './enum-name.ts';

/** What lint or the safety scan noticed, as tools answer it. */
export const findingSchema = () => z.looseObject({ code: z.string(), severity: z.string(), text: z.string() });

/** A finding of the core as tools answer it: what says nothing is left out. */
export const toFinding = (
  finding: Finding,
  { FindingSeverity }: Pick<typeof import('@tmws/contract'), 'FindingSeverity'>,
): z.output<ReturnType<typeof findingSchema>> => ({
  code: finding.code,
  severity: enumName(FindingSeverity, finding.severity),
  text: finding.text,
  ...(finding.field === '' ? {} : { field: finding.field }),
  ...(finding.done === '' ? {} : { done: finding.done }),
  ...(finding.id === '' ? {} : { id: finding.id }),
  ...(finding.pending ? { pending: true } : {}),
  ...(finding.relatedPatternIds.length === 0 ? {} : { related_pattern_ids: finding.relatedPatternIds }),
});
