import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { all, any, type Condition, type ConditionSubject, evaluate, has, is, isIn, not } from './condition.ts';

const TIME = new Date('2026-01-01T00:00:00Z');

const subject: ConditionSubject = {
  id: 'p',
  agentId: 'ann',
  namespace: 'team-a',
  accessLevel: 'TEAM',
  status: 'ACTIVE',
  category: 'testing',
  subcategory: undefined,
  lineageId: 'l',
  patternName: "o'brien%_",
  sharedWithAgents: ['bob'],
  tags: ['fast', 'safe'],
  isHead: true,
  isDeleted: false,
  updatedAt: TIME,
};

const holds = (condition: Condition): boolean => evaluate(condition, subject);

const { condition: conditions } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(is('isHead'), is('isDeleted'), isIn('namespace', ['team-a']), isIn('status', []), has('tags', 'x')),
    fc.array(tie('condition'), { maxLength: 3 }).map((of) => all(...of)),
    fc.array(tie('condition'), { maxLength: 3 }).map((of) => any(...of)),
    tie('condition').map(not),
  ),
}));

describe('a condition', () => {
  test('all of nothing holds and any of nothing does not', () => {
    expect(holds(all())).toBe(true);
    expect(holds(any())).toBe(false);
  });

  test('a field is in a list by equality alone, whatever its characters', () => {
    expect(holds(isIn('agentId', ['bob', 'ann']))).toBe(true);
    expect(holds(isIn('agentId', ['Ann']))).toBe(false);
    expect(holds(isIn('agentId', []))).toBe(false);
    expect(holds(isIn('patternName', ["o'brien%_"]))).toBe(true);
    expect(holds(isIn('patternName', ["o'brien%%"]))).toBe(false);
  });

  test('an unset field equals nothing, and its negation holds', () => {
    expect(holds(isIn('subcategory', ['', 'undefined']))).toBe(false);
    expect(holds(not(isIn('subcategory', [''])))).toBe(true);
  });

  test('a list has a whole value, not a part of one', () => {
    expect(holds(has('tags', 'safe'))).toBe(true);
    expect(holds(has('tags', 'saf'))).toBe(false);
    expect(holds(has('sharedWithAgents', 'ann'))).toBe(false);
  });

  test('updatedAfter excludes its own moment', () => {
    expect(holds({ kind: 'updatedAfter', time: TIME })).toBe(false);
    expect(holds({ kind: 'updatedAfter', time: new Date(TIME.getTime() - 1) })).toBe(true);
  });

  test('negation turns all into any of the negations, and back', () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), (of) => {
        expect(holds(not(all(...of)))).toBe(holds(any(...of.map(not))));
        expect(holds(not(any(...of)))).toBe(holds(all(...of.map(not))));
      }),
    );
  });
});
