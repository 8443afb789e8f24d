import { parentPort } from 'node:worker_threads';
import { scanSkill } from '@tmws/engine';
import { parseSkill, validateSkill } from '@tmws/skills';
import type { ParseAnswer, ParseOrder } from './parse-messages.ts';

const answerOf = (order: ParseOrder): ParseAnswer => {
  const { id } = order;
  try {
    if ('candidate' in order) return { id, verdict: validateSkill(order.candidate) };
    return { id, parsed: scanSkill(order.folder, parseSkill(order.folder)) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
};

parentPort?.on('message', (order: ParseOrder) => parentPort?.postMessage(answerOf(order)));
