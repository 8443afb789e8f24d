import type { SkillServiceImplementation } from '@tmws/contract';
import { LIMITS } from '@tmws/domain';
import { readSkillFile } from '@tmws/engine';
import { fromReadSkillFileRequest, toImportSkillsResponse, toSkillFileInfo } from '../../mappers/skill.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';
import { importSkills } from './import-skills.ts';

const chunksOf = function* (content: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < content.length; start += LIMITS.chunkBytes) {
    yield content.subarray(start, start + LIMITS.chunkBytes);
  }
};

/** The rpcs of SkillService that are built. */
export const createSkillService = ({
  engine,
}: ServiceContext): Pick<SkillServiceImplementation<CallerContext>, 'importSkills' | 'readSkillFile'> => ({
  importSkills: async (requests, { caller, signal }) => {
    const { imported, searchable } = await importSkills(engine, caller, { requests, signal });
    return toImportSkillsResponse(imported, searchable);
  },
  readSkillFile: async function* (request, { caller }) {
    const { file, content } = await readSkillFile(engine, caller, fromReadSkillFileRequest(request));
    yield { part: { $case: 'file', value: toSkillFileInfo(file) } };
    for (const chunk of chunksOf(content)) yield { part: { $case: 'chunk', value: chunk } };
  },
});
