import { parentPort } from 'node:worker_threads';
import { scanSkill } from '@tmws/engine';
import { parseSkill } from '@tmws/skills';
import type { ParseAnswer, ParseOrder } from './parse-messages.ts';

const answerOf = ({ id, folder }: ParseOrder): ParseAnswer => {
  try {
    return { id, parsed: scanSkill(folder, parseSkill(folder)) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
};

parentPort?.on('message', (order: ParseOrder) => parentPort?.postMessage(answerOf(order)));
