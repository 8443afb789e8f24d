import { countText } from './count-text.ts';
import type { LearningOpportunity } from './opportunity.ts';

/** What is done and what is known in one area, which is a category of patterns or the area of a note. */
export interface AreaActivity {
  readonly area: string;
  /** Readable patterns of this category. */
  readonly patternCount: number;
  readonly noteCount: number;
  /** Searches that name the area. */
  readonly searchCount: number;
  /** Uses of its patterns. */
  readonly useCount: number;
  /** Activities in the last {@link EMERGING_DAYS} days. */
  readonly recentCount: number;
  /** Activities in the {@link EMERGING_WEEKS_BEFORE} weeks before these days. */
  readonly earlierCount: number;
}

/** The span of the activity that may emerge, in days. */
export const EMERGING_DAYS = 7;

/** The weeks before it that it is compared with. */
export const EMERGING_WEEKS_BEFORE = 4;

const COVERING_PATTERNS = 3;
const UNEVENTFUL = 10;
const LEAST_EMERGING = 5;
const EMERGING_FACTOR = 3;

/** Notes, searches and uses together. */
const activityOf = (area: AreaActivity): number => area.noteCount + area.searchCount + area.useCount;

/** Areas with activity that have patterns ÷ areas with activity, 0–1; 0 without activity. */
export const coverageRatio = (areas: readonly AreaActivity[]): number => {
  const active = areas.filter((area) => activityOf(area) > 0);
  const covered = active.filter((area) => area.patternCount > 0);
  return active.length === 0 ? 0 : covered.length / active.length;
};

const activityText = (area: AreaActivity): string =>
  [
    ...(area.noteCount === 0 ? [] : [countText(area.noteCount, 'memory', 'memories')]),
    ...(area.searchCount === 0 ? [] : [countText(area.searchCount, 'search', 'searches')]),
    ...(area.useCount === 0 ? [] : [countText(area.useCount, 'use')]),
  ].join(', ');

const patternOpportunity = (area: AreaActivity): readonly LearningOpportunity[] => {
  const activityCount = activityOf(area);
  if (activityCount <= UNEVENTFUL || area.patternCount >= COVERING_PATTERNS) return [];
  const patterns = countText(area.patternCount, 'pattern');
  return [
    {
      type: 'pattern_opportunity',
      area: area.area,
      priority: 'high',
      reason: `High activity (${activityText(area)}) but low pattern coverage (${patterns})`,
      suggestedAction: `Learn patterns for ${area.area} operations`,
      evidence: { activityCount, patternCount: area.patternCount },
    },
  ];
};

const emergingOpportunity = (area: AreaActivity): readonly LearningOpportunity[] => {
  const { recentCount, patternCount } = area;
  const weeklyMean = area.earlierCount / EMERGING_WEEKS_BEFORE;
  if (recentCount < LEAST_EMERGING || recentCount < EMERGING_FACTOR * weeklyMean) return [];
  const before = Number(weeklyMean.toFixed(2));
  return [
    {
      type: 'emerging_opportunity',
      area: area.area,
      priority: 'medium',
      reason: `Rising activity (${recentCount} in the last ${EMERGING_DAYS} days, ${before} a week in the ${EMERGING_WEEKS_BEFORE} weeks before) with ${countText(patternCount, 'pattern')}`,
      suggestedAction: `Write down what works in ${area.area} while it is fresh`,
      evidence: { activityCount: activityOf(area), patternCount, recentCount, weeklyMean },
    },
  ];
};

/** What the activity in areas advises: patterns where they are few, and care where activity rises. */
export const areaOpportunities = (areas: readonly AreaActivity[]): readonly LearningOpportunity[] =>
  areas.flatMap((area) => [...patternOpportunity(area), ...emergingOpportunity(area)]);
