import type { ExportSkillsResponse, SkillServiceImplementation } from '@tmws/contract';
import { LIMITS } from '@tmws/domain';
import { type ExportedSkill, exportSkills, getSkill, listSkills, readSkillFile, type SkillMaking } from '@tmws/engine';
import { readAgentSkill } from '@tmws/skills';
import { toImportSkillsResponse, toSkillFileInfo } from '../../mappers/skill.ts';
import { fromExportSkillsRequest, toFileStart, toSkillEnd, toSkillStart } from '../../mappers/skill-export.ts';
import {
  fromGetSkillRequest,
  fromListSkillsRequest,
  fromReadSkillFileRequest,
  toGetSkillResponse,
  toListSkillsResponse,
} from '../../mappers/skill-read.ts';
import { fromValidateSkillRequest, toValidateSkillResponse } from '../../mappers/skill-validation.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';
import { createSkillRenderer } from './create-skill-renderer.ts';
import { importSkills } from './import-skills.ts';
import { validateSkillOf } from './validate-skill.ts';

type Built = 'importSkills' | 'readSkillFile' | 'listSkills' | 'getSkill' | 'exportSkills' | 'validateSkill';

/** A renderer for each skill: what others are named changes none. */
const making: SkillMaking = {
  renderer: { render: (skill) => createSkillRenderer().render(skill) },
  rules: { frontmatterOf: readAgentSkill },
};

const chunksOf = function* (content: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < content.length; start += LIMITS.chunkBytes) {
    yield content.subarray(start, start + LIMITS.chunkBytes);
  }
};

const exportMessages = async function* (
  skill: ExportedSkill,
  signal: AbortSignal,
): AsyncGenerator<ExportSkillsResponse, void, undefined> {
  yield { part: { $case: 'skillStart', value: toSkillStart(skill) } };
  for (const file of skill.files) {
    signal.throwIfAborted();
    yield { part: { $case: 'fileStart', value: toFileStart(file) } };
    for (const chunk of chunksOf(await file.content())) yield { part: { $case: 'chunk', value: chunk } };
  }
  yield { part: { $case: 'skillEnd', value: toSkillEnd(skill) } };
};

/** The rpcs of SkillService that are built. */
export const createSkillService = ({
  engine,
}: ServiceContext): Pick<SkillServiceImplementation<CallerContext>, Built> => ({
  importSkills: async (requests, { caller, signal }) => {
    const { searchable, ...done } = await importSkills(engine, caller, { requests, signal });
    return toImportSkillsResponse(done, searchable);
  },
  readSkillFile: async function* (request, { caller }) {
    const { file, content } = await readSkillFile(engine, caller, { ...fromReadSkillFileRequest(request), making });
    yield { part: { $case: 'file', value: toSkillFileInfo(file) } };
    for (const chunk of chunksOf(content)) yield { part: { $case: 'chunk', value: chunk } };
  },
  listSkills: async (request, { caller }) =>
    toListSkillsResponse(await listSkills(engine, caller, fromListSkillsRequest(request))),
  getSkill: async (request, { caller }) =>
    toGetSkillResponse(await getSkill(engine, caller, { ...fromGetSkillRequest(request), making })),
  exportSkills: async function* (request, { caller, signal }) {
    const renderer = createSkillRenderer();
    for await (const skill of exportSkills(engine, caller, { ...fromExportSkillsRequest(request), renderer })) {
      yield* exportMessages(skill, signal);
    }
  },
  validateSkill: async (request, { caller }) =>
    toValidateSkillResponse(await validateSkillOf(engine, caller, fromValidateSkillRequest(request))),
});
