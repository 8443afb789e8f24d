import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  AccessLevel,
  AccessServiceDefinition,
  AdminServiceDefinition,
  CreatePatternRequest,
  ErrorReason,
  ImportSkillsRequest,
  InsightServiceDefinition,
  LearningServiceDefinition,
  Pattern,
  PatternServiceDefinition,
  PatternStatus,
  ProposalServiceDefinition,
  SkillServiceDefinition,
  Usage,
  UsageServiceDefinition,
  VersionServiceDefinition,
} from './index.ts';

/** The services and rpcs as the documentation names them; frozen: adding is free, renaming needs a decision record. */
const SERVICES = {
  PatternService:
    'CreatePattern BatchCreatePatterns GetPattern ListPatterns SearchPatterns UpdatePattern DeletePattern UndeletePattern PurgePattern ApprovePattern LintPattern ListRevisions GetRevision RestoreRevision RedactRevision WatchPatterns',
  VersionService: 'CreateVersion ListVersions CompareVersions',
  UsageService: 'RecordUsage SetUsageOutcome ListUsage',
  InsightService: 'RecommendPatterns GetPatternAnalytics SuggestLearningOpportunities RecordExperience',
  LearningService: 'LearnPattern ApplyPattern EvolvePattern',
  ProposalService: 'CreateProposal ListProposals GetProposal AcceptProposal RejectProposal',
  SkillService: 'ImportSkills ExportSkills ListSkills GetSkill ReadSkillFile ValidateSkill',
  AccessService:
    'CreateAgent GetAgent ListAgents UpdateAgent DeleteAgent CreateNamespace GetNamespace ListNamespaces UpdateNamespace DeleteNamespace CreateMembership GetMembership ListMemberships UpdateMembership DeleteMembership CreateApiKey GetApiKey ListApiKeys UpdateApiKey DeleteApiKey RotateApiKey TransferOwnership WhoAmI',
  AdminService:
    'GetStatus CreateBackup VerifyBackup Reindex ListEmbedders SwitchEmbedder ListAuditEvents ExportAudit VerifyAudit',
} as const;

const DEFINITIONS = [
  PatternServiceDefinition,
  VersionServiceDefinition,
  UsageServiceDefinition,
  InsightServiceDefinition,
  LearningServiceDefinition,
  ProposalServiceDefinition,
  SkillServiceDefinition,
  AccessServiceDefinition,
  AdminServiceDefinition,
];

interface Method {
  readonly name: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly options: { readonly idempotencyLevel?: string };
  readonly requestType: { create(): object };
}

const METHODS: readonly Method[] = DEFINITIONS.flatMap((definition): Method[] => Object.values(definition.methods));

describe('services', () => {
  test('there are the nine of the documentation with exactly its rpcs, in package tmws.learning.v1 [grpc.reflection]', () => {
    const found = DEFINITIONS.map(({ fullName, methods }) => [
      fullName,
      Object.values(methods).map((method: Method) => method.name),
    ]);
    const documented = Object.entries(SERVICES).map(([name, rpcs]) => [`tmws.learning.v1.${name}`, rpcs.split(' ')]);
    expect(found).toEqual(documented);
  });

  test('every rpc that may change something takes a request_id, and no other one does [grpc.idempotency-level]', () => {
    const withRequestId = METHODS.filter(
      ({ name, requestType }) => name === 'ImportSkills' || 'requestId' in requestType.create(),
    );
    const changing = METHODS.filter(({ options }) => options.idempotencyLevel !== 'NO_SIDE_EFFECTS');
    expect(withRequestId.map(({ name }) => name)).toEqual(changing.map(({ name }) => name));
  });

  test('only what is said to stream streams', () => {
    const streaming = METHODS.filter(({ requestStream, responseStream }) => requestStream || responseStream);
    expect(streaming.map(({ name }) => name)).toEqual([
      'WatchPatterns',
      'ImportSkills',
      'ExportSkills',
      'ReadSkillFile',
      'Reindex',
      'ExportAudit',
    ]);
  });
});

describe('messages', () => {
  test('a pattern comes back equal, with its JSON of any nesting, times to the millisecond and unset fields unset [create.data-free-form]', () => {
    const pattern = Pattern.create({
      id: '0199b1c8-0000-7000-8000-000000000001',
      patternName: 'データベース索引',
      accessLevel: AccessLevel.TEAM,
      status: PatternStatus.DRAFT,
      patternData: { description: 'x', steps: ['a', { b: [1.5, null, true] }], empty: {}, none: null },
      createdAt: new Date('2026-11-24T10:30:00.123Z'),
      revision: 9007199254740991,
      tags: ['sql', 'index'],
    });
    const decoded = Pattern.decode(Pattern.encode(pattern).finish());
    expect(decoded).toEqual(pattern);
    expect(decoded.complexityScore).toBeUndefined();
    expect(decoded.lastUsedAt).toBeUndefined();
  });

  test.each([
    { executionTime: 0, success: false },
    { executionTime: undefined, success: undefined },
  ])('unset differs from zero: $executionTime, $success', (given) => {
    const decoded = Usage.decode(Usage.encode(Usage.create(given)).finish());
    expect({ executionTime: decoded.executionTime, success: decoded.success }).toEqual(given);
  });

  test('a given zero in a creation is told from a default', () => {
    const encode = (learningWeight?: number): number | undefined =>
      CreatePatternRequest.decode(
        CreatePatternRequest.encode(
          CreatePatternRequest.create(learningWeight === undefined ? {} : { learningWeight }),
        ).finish(),
      ).learningWeight;
    expect([encode(0), encode()]).toEqual([0, undefined]);
  });

  test('a message of an import is one of its parts, bytes included', () => {
    const chunk = new Uint8Array([0, 255, 10]);
    const decoded = ImportSkillsRequest.decode(
      ImportSkillsRequest.encode({ part: { $case: 'chunk', value: chunk } }).finish(),
    );
    expect(decoded.part?.$case === 'chunk' && [...decoded.part.value]).toEqual([0, 255, 10]);
  });
});

describe('error reasons', () => {
  test('each has a number of its own, from 0 without gaps, so that none was reused', () => {
    const numbers = Object.values(ErrorReason).filter((value) => value >= 0);
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });
});

describe('descriptor set', () => {
  test('it names every service, for server reflection', () => {
    const descriptor = readFileSync(new URL('../descriptor/tmws.binpb', import.meta.url)).toString('latin1');
    for (const name of Object.keys(SERVICES)) expect(descriptor).toContain(name);
    expect(descriptor).toContain('google/protobuf/struct.proto');
  });
});
