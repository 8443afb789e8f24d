const MIB = 1024 * 1024;

/** What an archive may have, so that a small file does not become a large one. */
export const ARCHIVE_LIMITS = {
  /** Bytes of the archive itself, which is read whole. */
  archiveBytes: 512 * MIB,
  entries: 100_000,
  /** Bytes of all skills in it, unpacked. */
  unpackedBytes: 1024 * MIB,
  /** Files of one skill, as the core takes them. */
  skillFiles: 512,
  /** Bytes of one skill, as the core takes them. */
  skillBytes: 16 * MIB,
  /** Unpacked bytes for each packed one, from `ratioFrom` bytes on; text packs to a tenth. */
  ratio: 200,
  ratioFrom: MIB,
  /** Characters of a path, as file systems take them. */
  pathLength: 4_096,
  /** Parts of a path; a folder is made of each. */
  pathParts: 100,
  /** Bytes of the target of a symbolic link. */
  linkBytes: 4_096,
} as const;
