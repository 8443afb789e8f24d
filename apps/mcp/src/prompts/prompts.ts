import { learnFromThis } from './learn-from-this.ts';
import type { Prompt } from './prompt.ts';
import { reviewPatterns } from './review-patterns.ts';
import { usePattern } from './use-pattern.ts';

/** Every prompt, in the order of their listing. */
export const PROMPTS: readonly Prompt[] = [usePattern, learnFromThis, reviewPatterns];

/** The prompt of this name. */
export const promptNamed = (name: string): Prompt | undefined => PROMPTS.find((prompt) => prompt.name === name);
