import type { RecordExperienceRequest, RecordExperienceResponse } from '@tmws/contract';
import type { Experience, RecordExperienceInput } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';

/** What RecordExperience asks for. */
export const fromRecordExperienceRequest = (request: RecordExperienceRequest): RecordExperienceInput => {
  const { area, content, tags, namespace, acceptFindings, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { area, content, tags, namespace, acceptFindings, requestId };
};

/** The answer of RecordExperience. */
export const toRecordExperienceResponse = (experience: Experience): RecordExperienceResponse => ({
  experience: { ...experience, tags: [...experience.tags] },
});
