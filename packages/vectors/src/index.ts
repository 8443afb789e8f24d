export { createLancePatternIndex, type LancePatternIndexOptions } from './lance-pattern-index.ts';
