import { join } from 'node:path';
import {
  Finding,
  type ImportSkillsHeader,
  type ImportSkillsRequest,
  SkillImportAction,
  type SkillImportResult,
  SkillServiceDefinition,
} from '@tmws/contract';
import { createServer } from 'nice-grpc';
import type { TemporaryFolder } from './temporary-folder.ts';

const SKILLS = {
  ...SkillServiceDefinition,
  methods: { importSkills: SkillServiceDefinition.methods.importSkills },
} as const;

/** A file as it came in. */
export interface ReceivedFile {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly chunks: readonly Uint8Array[];
}

/** A skill as it came in. */
export interface ReceivedSkill {
  readonly path: string;
  readonly files: readonly ReceivedFile[];
  readonly findings: readonly { readonly code: string; readonly file: string }[];
}

/** A core in this process that takes imports in and answers what a test wants. */
export interface StandInCore extends AsyncDisposable {
  /** As TMWS_ADDRESS takes it. */
  readonly address: string;
  readonly headers: readonly ImportSkillsHeader[];
  readonly skills: readonly ReceivedSkill[];
}

/** How a stand-in answers. */
export interface StandInOptions {
  /** What became of a skill; default: created. */
  readonly actionOf?: (path: string) => SkillImportAction;
  /** What was found in a skill; default: nothing. */
  readonly findingsOf?: (path: string) => readonly Partial<Finding>[];
  /** Called before each message is taken, to hold the stream up. */
  readonly beforeMessage?: (message: ImportSkillsRequest) => Promise<void>;
}

class Inbox {
  readonly headers: ImportSkillsHeader[] = [];
  readonly skills: { path: string; files: ReceivedFile[]; findings: ReceivedSkill['findings'] }[] = [];
  #chunks: Uint8Array[] = [];

  take({ part }: ImportSkillsRequest): void {
    const skill = this.skills.at(-1);
    if (part?.$case === 'header') this.headers.push(part.value);
    if (part?.$case === 'skillStart') this.skills.push({ path: part.value.path, files: [], findings: [] });
    if (part?.$case === 'fileStart') {
      this.#chunks = [];
      skill?.files.push({ ...part.value, chunks: this.#chunks });
    }
    if (part?.$case === 'chunk') this.#chunks.push(part.value);
    if (part?.$case === 'skillEnd' && skill !== undefined) skill.findings = part.value.findings;
  }
}

/** Serves ImportSkills on a socket in the folder. */
export const standInCore = async (folder: TemporaryFolder, options: StandInOptions = {}): Promise<StandInCore> => {
  const inbox = new Inbox();
  const address = `unix:${join(folder.path, 'core.sock')}`;
  const server = createServer();
  server.add(SKILLS, {
    importSkills: async (requests) => {
      const first = inbox.skills.length;
      for await (const request of requests) {
        await options.beforeMessage?.(request);
        inbox.take(request);
      }
      const results: Partial<SkillImportResult>[] = inbox.skills.slice(first).map(({ path, files }) => ({
        path,
        patternId: `id-of-${path}`,
        patternName: path,
        version: '1.0.0',
        action: options.actionOf?.(path) ?? SkillImportAction.CREATED,
        fileCount: files.length,
        findings: options.findingsOf?.(path).map((finding) => Finding.fromPartial(finding)) ?? [],
      }));
      return { results, searchableByWords: true };
    },
  });
  await server.listen(address);
  return {
    address,
    headers: inbox.headers,
    skills: inbox.skills,
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
};
