import { AdminServiceDefinition, PatternServiceDefinition, SkillServiceDefinition } from '@tmws/contract';

/** The rpcs that the tests' servers answer; the others are UNIMPLEMENTED. */
export const PATTERNS = {
  ...PatternServiceDefinition,
  methods: {
    createPattern: PatternServiceDefinition.methods.createPattern,
    getPattern: PatternServiceDefinition.methods.getPattern,
    watchPatterns: PatternServiceDefinition.methods.watchPatterns,
  },
} as const;

/** See {@link PATTERNS}. */
export const ADMIN = {
  ...AdminServiceDefinition,
  methods: {
    getStatus: AdminServiceDefinition.methods.getStatus,
    verifyBackup: AdminServiceDefinition.methods.verifyBackup,
  },
} as const;

/** See {@link PATTERNS}. */
export const SKILLS = {
  ...SkillServiceDefinition,
  methods: { importSkills: SkillServiceDefinition.methods.importSkills },
} as const;
