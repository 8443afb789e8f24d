import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CONTEXT_WEIGHT,
  confidenceScore,
  countUse,
  effectiveness,
  FOUND_FROM,
  HIGH_CONFIDENCE,
  IMPROVEMENT_BELOW,
  isRegression,
  LEXICAL_WEIGHT,
  MEDIUM_CONFIDENCE,
  NAME_WEIGHT,
  OUTCOMES_FOR_REVIEW,
  probabilityBetter,
  RECOMMENDATION_WEIGHTS,
  REGRESSION_OUTCOMES,
  REGRESSION_PROBABILITY,
  REVIEW_BELOW,
  recommendationScore,
  recommendationTerms,
  successRate,
  URGENT_BELOW,
  type UsageRecord,
  unusedRecord,
} from '@tmws/domain';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../harness/run.ts';
import { tableOf } from './table-of.ts';

const page = await readFile(path.join(REPOSITORY, 'docs/numbers.md'), 'utf8');

const NOW = new Date('2026-01-01T00:00:00Z');
const LATER = new Date(NOW.getTime() + 90 * 86_400_000);

const recordOf = (successes: number, failures: number): UsageRecord =>
  Array.from({ length: successes + failures }, (_, index) => index < successes).reduce(
    (record, outcome) =>
      countUse(record, {
        outcome,
        executionTime: undefined,
        byOwner: false,
        usedAt: NOW,
        countsInEffectiveness: true,
      }),
    unusedRecord(NOW),
  );

test('the numbers of the page are those of the code [docs.formulas]', () => {
  const rates = tableOf(page, 'successes');
  expect(rates.length).toBeGreaterThan(5);
  for (const row of rates) {
    const record = recordOf(Number(row[0]), Number(row[1]));
    expect(row.slice(2)).toEqual([
      successRate(record).toFixed(2),
      confidenceScore(0.5, record).toFixed(3),
      confidenceScore(0.8, record).toFixed(3),
      effectiveness(record, NOW).toFixed(3),
      effectiveness(record, LATER).toFixed(3),
    ]);
  }
  const scores = tableOf(page, 'uses');
  expect(scores.length).toBeGreaterThan(2);
  for (const row of scores) {
    const [usageCount = 0, successCount = 0, failureCount = 0, confidencePrior = 0, similarity = 0, context = 0] =
      row.map(Number);
    const terms = recommendationTerms(
      { usageCount, successCount, failureCount, confidencePrior },
      { similarity, context },
    );
    expect(row.slice(6)).toEqual([...Object.values(terms), recommendationScore(terms)].map((term) => term.toFixed(3)));
  }
  const versions = tableOf(page, 'newer: successes');
  expect(versions.length).toBeGreaterThan(4);
  for (const row of versions) {
    const [newer, older] = [recordOf(Number(row[0]), Number(row[1])), recordOf(Number(row[2]), Number(row[3]))];
    expect(row.slice(4)).toEqual([
      probabilityBetter(newer, older).toFixed(3),
      isRegression(newer, older) ? 'yes' : 'no',
    ]);
  }
  const { success, usage, confidence } = RECOMMENDATION_WEIGHTS;
  expect(page).toContain(
    `${success}·success_rate + ${usage}·min(usage_count ÷ 10, 1) + ${confidence}·confidence_score`,
  );
});

test('the weights and thresholds of the page are those of the code [docs.formulas]', async () => {
  const applying = await readFile(path.join(REPOSITORY, 'packages/engine/src/learning/apply-pattern.ts'), 'utf8');
  const [, evidence] = /^const EVIDENCE_WEIGHT = ([\d.]+);$/m.exec(applying) ?? [];
  const said = page.replaceAll(/\s+/g, ' ');
  for (const sentence of [
    `h = cosine + ${LEXICAL_WEIGHT}·words + ${NAME_WEIGHT}·name`,
    `similarity + ${evidence}·effectiveness`,
    `h + ${CONTEXT_WEIGHT}·max(0,`,
    `at least ${REGRESSION_OUTCOMES} outcomes of its own with a P(better than its parent) below ${REGRESSION_PROBABILITY}`,
    `from ${HIGH_CONFIDENCE}: high; from ${MEDIUM_CONFIDENCE}: medium`,
    `success below ${REVIEW_BELOW} over ${OUTCOMES_FOR_REVIEW} or more outcomes`,
    `best similarity is below ${FOUND_FROM}`,
    `success below ${IMPROVEMENT_BELOW} over more than 3 outcomes | below ${URGENT_BELOW} high`,
  ]) {
    expect(said).toContain(sentence);
  }
});
