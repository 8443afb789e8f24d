import type { SkillFileStart } from '@tmws/contract';
import { invalidFields, LIMITS, type SkillFile, type SkillFinding } from '@tmws/domain';
import { isSafeSkillPath } from '@tmws/skills';

/** A skill as it came in: its files, or why it cannot be taken. */
export interface AssembledSkill {
  readonly path: string;
  /** Id of the version that its files were made from; undefined: not said. */
  readonly basePatternId: string | undefined;
  /** Empty where it is refused. */
  readonly files: readonly SkillFile[];
  /** What its sender noticed. */
  readonly findings: readonly SkillFinding[];
  /** Undefined where it can be taken. */
  readonly refusal: SkillFinding | undefined;
  readonly fileCount: number;
  readonly bytes: number;
}

/** Takes in the files of one skill. */
export interface SkillInbox {
  readonly path: string;
  beginFile(start: SkillFileStart): void;
  addChunk(bytes: Uint8Array): void;
  end(findings: readonly SkillFinding[]): AssembledSkill;
}

const PERMISSION_BITS = 0o7777;

const refusalOf = (code: string, text: string, file = ''): SkillFinding => ({
  code,
  severity: 'error',
  file,
  line: undefined,
  text,
  done: 'Not imported.',
});

const isSafeSkillFolder = (path: string): boolean => path === '' || isSafeSkillPath(path);

const sizeDiffers = (file: SkillFileStart, received: number): Error =>
  invalidFields([
    {
      field: 'file_start.size',
      description: `File "${file.path}" was announced with ${file.size} bytes and came with ${received}. Send the size that it has.`,
    },
  ]);

/**
 * Makes the inbox of one skill. Once the skill turns out not to be acceptable (too many files or bytes, a path that
 * leaves its folder, a file twice), its bytes are counted and dropped.
 *
 * Its methods throw DomainError INVALID_FIELD for a file that has another size than announced, and for bytes outside of
 * a file.
 */
export const createSkillInbox = (path: string, basePatternId: string | undefined): SkillInbox => {
  const files = new Map<string, SkillFile>();
  let refusal = isSafeSkillFolder(path)
    ? undefined
    : refusalOf('unsafe_path', `The path "${path}" of the skill is absolute or leaves the root.`);
  let current: SkillFileStart | undefined;
  let chunks: Uint8Array[] = [];
  let received = 0;
  let fileCount = 0;
  let bytes = 0;

  const refuse = (code: string, text: string, file?: string): void => {
    refusal ??= refusalOf(code, text, file);
    files.clear();
    chunks = [];
  };

  const closeFile = (): void => {
    if (current === undefined) return;
    if (received !== current.size) throw sizeDiffers(current, received);
    if (refusal === undefined) {
      files.set(current.path, {
        path: current.path,
        mode: current.mode & PERMISSION_BITS,
        content: Buffer.concat(chunks),
      });
    }
    current = undefined;
    chunks = [];
    received = 0;
  };

  const checkFile = (start: SkillFileStart): void => {
    if (!isSafeSkillPath(start.path)) {
      refuse(
        'unsafe_path',
        `The path "${start.path}" of a file is absolute, leaves the skill or is too long.`,
        start.path,
      );
    }
    if (files.has(start.path)) refuse('file_twice', `The file "${start.path}" was sent twice.`, start.path);
    if (fileCount > LIMITS.skillFiles) {
      refuse('too_large', `The skill has more than ${LIMITS.skillFiles} files, which is the most that one may have.`);
    }
    if (bytes + start.size > LIMITS.skillBytes) {
      refuse('too_large', `The skill has more than ${LIMITS.skillBytes} bytes, which is the most that one may have.`);
    }
  };

  return {
    path,
    beginFile: (start) => {
      closeFile();
      fileCount += 1;
      checkFile(start);
      current = start;
    },
    addChunk: (chunk) => {
      if (current === undefined)
        throw invalidFields([{ field: 'chunk', description: 'Bytes came outside of a file.' }]);
      received += chunk.length;
      bytes += chunk.length;
      if (received > current.size) throw sizeDiffers(current, received);
      if (refusal === undefined) chunks.push(chunk);
    },
    end: (findings) => {
      closeFile();
      return { path, basePatternId, files: [...files.values()], findings, refusal, fileCount, bytes };
    },
  };
};
