import { conditionSubject, evaluate, type Pattern } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { listable, type PatternFilter, searchable } from './visible.ts';

const bob = buildCaller({ agentId: 'bob' });
const ann = buildCaller({ agentId: 'ann' });

const shared = buildPattern({
  id: 'p',
  accessLevel: 'TEAM',
  category: 'database',
  subcategory: 'pools',
  tags: ['fast', 'safe'],
  updatedAt: new Date('2026-02-01T00:00:00Z'),
});

const passes = (filter: PatternFilter, pattern: Pattern = shared, caller = bob): boolean =>
  evaluate(listable(caller, filter), conditionSubject(pattern));

const shown = (pattern: Pattern, versions: 'heads' | 'all' = 'heads', caller = ann): boolean =>
  evaluate(searchable(caller, {}, versions), conditionSubject(pattern));

describe('a filter', () => {
  test('passes what fits in every field, and nothing that differs in one [search.filter-equality, search.filter-access-levels, search.filter-updated-after, search.filters-and]', () => {
    const fitting: PatternFilter = {
      category: 'database',
      subcategory: 'pools',
      namespace: 'team-a',
      accessLevels: ['TEAM', 'PUBLIC'],
      statuses: ['ACTIVE'],
      agentId: 'ann',
      tags: ['safe', 'fast'],
      updatedAfter: new Date('2026-01-31T00:00:00Z'),
    };
    expect(passes(fitting)).toBe(true);
    const differing: readonly PatternFilter[] = [
      { category: 'x' },
      { subcategory: 'x' },
      { namespace: 'team-b' },
      { accessLevels: ['PRIVATE'] },
      { statuses: ['DRAFT'] },
      { agentId: 'bob' },
      { tags: ['fast', 'other'] },
      { updatedAfter: shared.updatedAt },
    ];
    for (const change of differing) expect(passes({ ...fitting, ...change })).toBe(false);
  });

  test('passes everything readable where it is empty', () => {
    expect(passes({ category: '', subcategory: '', namespace: '', agentId: '', tags: [], accessLevels: [] })).toBe(
      true,
    );
  });

  test('never grants what the caller may not read [access.filter-not-grant]', () => {
    const secret = { ...shared, accessLevel: 'PRIVATE' as const };
    expect(passes({ accessLevels: ['PRIVATE'] }, secret)).toBe(false);
    expect(passes({ agentId: 'ann', namespace: 'team-a' }, secret)).toBe(false);
    expect(passes({ accessLevels: ['PRIVATE'] }, secret, ann)).toBe(true);
  });
});

describe('a search', () => {
  test('shows heads and drafts of the own, and no retired or deleted pattern [version.search-drafts, version.search-collapse, status.hidden]', () => {
    expect(shown(shared)).toBe(true);
    expect(shown({ ...shared, isHead: false })).toBe(false);
    expect(shown({ ...shared, isHead: false, status: 'DRAFT' })).toBe(true);
    expect(shown({ ...shared, isHead: false, status: 'DRAFT' }, 'heads', bob)).toBe(false);
    expect(shown({ ...shared, status: 'RETIRED' }, 'all')).toBe(false);
    expect(shown({ ...shared, deletedAt: new Date() }, 'all')).toBe(false);
  });

  test('shows all versions where they are asked for [version.search-all]', () => {
    expect(shown({ ...shared, isHead: false }, 'all')).toBe(true);
    expect(shown({ ...shared, isHead: false, status: 'DRAFT' }, 'all', bob)).toBe(false);
  });
});
