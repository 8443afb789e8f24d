import { describe, expect, test } from 'vitest';
import { fieldFindings } from './field-findings.ts';
import { nameFindings, saysNothing } from './name-finding.ts';

const WHOLE = {
  description: 'Puts the equality columns of a composite index first.',
  problem: 'A query reads the whole table.',
  solution: 'An index whose first columns are compared with equality.',
  steps: ['explain the query', 'add the index'],
  example: 'create index on orders (customer, day)',
  expected_improvement: 'from 2 s to 20 ms',
};

const fieldsOf = (data: Parameters<typeof fieldFindings>[0]): readonly string[] =>
  fieldFindings(data).map(({ field }) => field);

describe('names', () => {
  test.each(['pattern1', 'fix_bug', 'optimization'])(
    'the name %s is found to say nothing, and the convention is told [lint.generic-names]',
    (name) => {
      const [finding, ...others] = nameFindings(name);
      expect(finding).toMatchObject({ code: 'generic_name', field: 'pattern_name', severity: 'warning' });
      expect(finding?.text).toContain('{domain}_{action}_{detail}');
      expect(others).toEqual([]);
    },
  );

  test.each([
    'database_query_optimization',
    'sql_injection_prevention',
    'microservices_event_driven',
    'database_index_composite',
    'security_audit_api',
    'architecture_event_bus',
  ])('the good name %s of the specification has no finding [lint.good-names]', (name) => {
    expect(nameFindings(name)).toEqual([]);
  });

  test.each(['My Pattern 2', 'newPattern', '123', '---', 'SECURITY', 'test-pattern-final_v2'])(
    'the name "%s" says nothing either',
    (name) => {
      expect(saysNothing(name)).toBe(true);
    },
  );

  test.each(['kubernetes', 'データベース最適化', 'performance_testing', 'retry-with-jitter', 'constructor'])(
    'the name "%s" says something',
    (name) => {
      expect(saysNothing(name)).toBe(false);
    },
  );
});

describe('minimum fields', () => {
  test('each one that is missing is named [lint.minimum-fields]', () => {
    expect(fieldsOf({ description: WHOLE.description })).toEqual([
      'pattern_data.problem',
      'pattern_data.solution',
      'pattern_data.steps',
      'pattern_data.example',
      'pattern_data.expected_improvement',
    ]);
  });

  test('what is there and empty is missing too', () => {
    expect(fieldsOf({ ...WHOLE, problem: ' \n', solution: null, steps: [], example: {} })).toHaveLength(4);
    expect(fieldsOf({ ...WHOLE, expected_improvement: 0, example: false })).toEqual([]);
    expect(fieldsOf({ ...WHOLE, example: '', examples: ['create index on orders (day)'] })).toEqual([]);
  });

  test('a pattern that has them lacks nothing: the recommended fields are not demanded [lint.recommended-fields]', () => {
    expect(fieldsOf(WHOLE)).toEqual([]);
  });
});
