import { ApplyPatternResponse } from '@tmws/contract';
import { messageJson } from './message-json.ts';

/** The answer of ApplyPattern as JSON, with `recommended_pattern` as the specification's example has it. */
export const appliedJson = (response: ApplyPatternResponse): object => {
  const { recommendedPatternId: id, recommendedPatternName: name } = response.applicationGuidance ?? {};
  const json = Object.entries(messageJson(ApplyPatternResponse, response));
  const recommended = id === undefined ? null : { pattern_id: id, pattern_name: name ?? '' };
  return Object.fromEntries(
    json.map(([key, value]) =>
      key === 'application_guidance' && typeof value === 'object' && value !== null
        ? [key, { recommended_pattern: recommended, ...value }]
        : [key, value],
    ),
  );
};
