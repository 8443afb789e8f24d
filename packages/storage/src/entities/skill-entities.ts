import { defineEntity, p } from '@mikro-orm/core';
import { digest, slug, time, uuid } from './column-types.ts';
import { PatternEntity } from './pattern-entities.ts';

const patternReference = () =>
  p.manyToOne(PatternEntity).mapToPk().name('pattern_id').deleteRule('cascade').$type<string>();

/** Contents of files by their SHA-256, equal ones once. */
export const BlobEntity = defineEntity({
  name: 'Blob',
  tableName: 'blobs',
  properties: {
    digest: digest().primary(),
    size: p.bigint('number'),
    content: p.blob().$type<Uint8Array>(),
  },
});

/** The files of a skill; `mode` is its Unix permission bits. */
export const SkillFileEntity = defineEntity({
  name: 'SkillFile',
  tableName: 'skill_files',
  properties: {
    pattern: patternReference().primary().index(false),
    path: p.string().length(1024).primary(),
    mode: p.integer(),
    size: p.bigint('number'),
    blob: p.manyToOne(BlobEntity).mapToPk().name('digest').$type<string>(),
  },
  checks: [
    { name: 'skill_files_mode_check', expression: 'mode between 0 and 4095' },
    { name: 'skill_files_size_check', expression: 'size >= 0' },
  ],
});

/** Where imported patterns came from. `scan_version` is that of the safety scan that saw the files. */
export const SkillSourceEntity = defineEntity({
  name: 'SkillSource',
  tableName: 'skill_sources',
  properties: {
    pattern: patternReference().primary().index(false),
    root: p.string().length(4096).primary(),
    path: p.string().length(4096).primary(),
    digest: digest(),
    scanVersion: p.integer().nullable(),
    importedAt: time(),
  },
  indexes: [
    { name: 'skill_sources_place_index', properties: ['root', 'path'] },
    { name: 'skill_sources_digest_index', properties: ['digest'] },
  ],
});

/** What imports and safety scans noticed on a revision, by the id of its content, and who let it pass. */
export const FindingEntity = defineEntity({
  name: 'Finding',
  tableName: 'findings',
  properties: {
    pattern: patternReference().primary().index(false),
    revision: p.integer().primary(),
    id: uuid().primary(),
    kind: p.string().length(10),
    code: p.string().length(100),
    ruleId: p.string().length(100),
    severity: p.string().length(10),
    field: p.text(),
    file: p.string().length(1024),
    line: p.integer().nullable(),
    text: p.text(),
    done: p.text(),
    isHeld: p.boolean(),
    createdAt: time(),
    approvedAt: time().nullable(),
    approvedBy: slug().nullable(),
  },
  checks: [
    { name: 'findings_kind_check', expression: "kind in ('import', 'scan', 'lint')" },
    { name: 'findings_severity_check', expression: "severity in ('info', 'warning', 'error')" },
  ],
});
