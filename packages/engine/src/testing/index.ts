export { buildCaller } from './build-caller.ts';
export { buildPattern } from './build-pattern.ts';
export { createManualClock, type ManualClock } from './manual-clock.ts';
export { createMemoryPatternIndex, type MemoryPatternIndex } from './memory-pattern-index.ts';
export type { MemoryState } from './memory-state.ts';
export { createMemoryUnitOfWork, type MemoryUnitOfWork } from './memory-unit-of-work.ts';
export { createPassThroughSkillParser } from './pass-through-skill-parser.ts';
export { createStubEmbedder, type StubEmbedder, type StubEmbedderOptions } from './stub-embedder.ts';
