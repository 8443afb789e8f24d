import type { Pattern } from '@tmws/domain';
import { expect, test } from 'vitest';
import { type ChangedContent, changePattern } from '../pattern/change-pattern.ts';
import { buildCaller, buildPattern, createTestEngine } from '../testing/index.ts';

const ann = buildCaller({ agentId: 'ann' });

const CHANGES = [
  { patternName: 'renamed' },
  { namespace: 'team-b' },
  { agentId: 'bob' },
  { accessLevel: 'PUBLIC' },
  { sharedWithAgents: ['carol'] },
] as const satisfies readonly ChangedContent[];

test.each(CHANGES)(
  'what belongs to the lineage is changed on all versions, whichever of them is changed: %j [version.lineage-fields]',
  async (content) => {
    const version = (number: string, over: Partial<Pattern> = {}): Pattern =>
      buildPattern({
        id: number,
        lineageId: '1.0.0',
        patternName: 'pool',
        version: number,
        accessLevel: 'TEAM',
        ...over,
      });
    const middle = version('1.1.0', { parentPatternId: '1.0.0' });
    const engine = await createTestEngine({ patterns: [version('1.0.0'), middle, version('2.0.0')] });
    await engine.unitOfWork.write((store) =>
      changePattern(store, { engine, caller: ann }, { pattern: middle, content, reason: undefined }),
    );
    const lineage = await engine.unitOfWork.read((store) => store.patterns.findLineage('1.0.0'));
    expect(lineage).toHaveLength(3);
    for (const pattern of lineage) expect(pattern).toMatchObject(content);
    await engine.indexer.close();
  },
);
