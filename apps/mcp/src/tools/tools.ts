import { applyPattern } from './apply-pattern.ts';
import { learnPattern } from './learn-pattern.ts';
import type { Tool } from './tool.ts';

/** Every tool of the server, in the order in which it is listed. */
export const TOOLS: readonly Tool[] = [learnPattern, applyPattern];
