import { DataChangeKind, GetProposalResponse, ListProposalsResponse, ProposalState, VersionBump } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterEach, describe, expect, test } from 'vitest';
import { messageJson } from '../../output/message-json.ts';
import { runLine } from '../../testing/run-line.ts';
import { refusal, type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[]) =>
  runLine(line, { environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const ID = '0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77';
const PATTERN_ID = '0198a3c2-0000-7c55-9d2a-4f1b0c9e6a77';

const proposal = {
  id: ID,
  patternId: PATTERN_ID,
  patternName: 'retry',
  agentId: 'bob',
  owner: 'ann',
  state: ProposalState.OPEN,
  note: 'Measured on two services',
  baseRevision: 3,
  bump: VersionBump.MINOR,
  createdAt: new Date('2026-11-24T10:30:12Z'),
};

const json = (text: string): unknown => JSON.parse(text);
const printed = (message: object): unknown => json(JSON.stringify(message));

describe('tmws proposal', () => {
  test('list asks with the filters and prints a line for each [cli.proposals]', async () => {
    let asked: unknown;
    const answer = ListProposalsResponse.fromPartial({ proposals: [proposal], nextPageToken: 'next' });
    await serving({
      listProposals: async (request) => {
        asked = request;
        return answer;
      },
    });
    const flags = ['--pattern', PATTERN_ID, '--state', 'open', '--by', 'bob', '--owner', 'ann', '--limit', '1'];
    const { stdout, stderr } = await run(['proposal', 'list', ...flags]);
    expect(asked).toMatchObject({
      patternId: PATTERN_ID,
      state: ProposalState.OPEN,
      agentId: 'bob',
      owner: 'ann',
      pageSize: 1,
    });
    expect(stdout).toMatch(new RegExp(`retry +open +bob +ann +2026-11-24 10:30:12Z +Measured on two services +${ID}`));
    expect(stderr).toContain('--page-token next');
    expect(json((await run(['proposal', 'list', '--json'])).stdout)).toEqual(
      printed(messageJson(ListProposalsResponse, answer)),
    );
  });

  test('list says so where there are none', async () => {
    await serving();
    expect((await run(['proposal', 'list'])).stdout).toBe('No proposals.\n');
  });

  test('show tells who proposes what, and what it would change now [cli.proposals]', async () => {
    const answer = GetProposalResponse.fromPartial({
      proposal: { ...proposal, changes: { old: null } },
      changes: [{ path: '/pattern_data/old', kind: DataChangeKind.REMOVED, oldValue: 1 }],
    });
    await serving({ getProposal: async ({ proposalId }) => (proposalId === ID ? answer : {}) });
    expect((await run(['proposal', 'show', ID])).stdout.split('\n')).toEqual([
      `retry  open  ${ID}`,
      'bob proposes a new minor version to ann, 2026-11-24 10:30:12Z, on revision 3',
      `pattern: ${PATTERN_ID}`,
      '',
      'Measured on two services',
      '',
      '- /pattern_data/old  1',
      '',
    ]);
    expect(json((await run(['proposal', 'show', ID, '--json'])).stdout)).toEqual(
      printed(messageJson(GetProposalResponse, answer)),
    );
  });

  test('show tells what was decided', async () => {
    const decided = { ...proposal, bump: VersionBump.UNSPECIFIED, state: ProposalState.REJECTED, note: '' };
    const decision = { decidedAt: new Date('2026-11-25T00:00:00Z'), decisionNote: 'Not on MySQL' };
    await serving({ getProposal: async () => ({ proposal: { ...decided, ...decision }, changes: [] }) });
    const { stdout } = await run(['proposal', 'show', ID]);
    expect(stdout).toContain('bob proposes a revision to ann');
    expect(stdout).toContain('decided 2026-11-25 00:00:00Z: Not on MySQL');
    expect(stdout).toContain('It changes nothing in the pattern as it is now.');
  });

  test('accept merges it, and says where it is now [cli.proposals]', async () => {
    let asked: unknown;
    await serving({
      acceptProposal: async (request) => {
        asked = request;
        return {
          proposal: { ...proposal, state: ProposalState.ACCEPTED },
          pattern: { id: PATTERN_ID, patternName: 'retry', version: '1.0.0', revision: 4 },
        };
      },
    });
    const { stdout } = await run(['proposal', 'accept', ID, '--bump', 'patch', '--note', 'Thanks', '--etag', '3']);
    expect(asked).toMatchObject({ proposalId: ID, bump: VersionBump.PATCH, note: 'Thanks', etag: '3' });
    expect(stdout).toBe(`Proposal ${ID} by bob is accepted.\nretry 1.0.0 is at revision 4\nid: ${PATTERN_ID}\n`);
  });

  test('reject keeps it as rejected [cli.proposals]', async () => {
    let asked: unknown;
    await serving({
      rejectProposal: async (request) => {
        asked = request;
        return { proposal: { ...proposal, state: ProposalState.REJECTED } };
      },
    });
    const { stdout } = await run(['proposal', 'reject', ID, '--note', 'Not on MySQL']);
    expect(asked).toMatchObject({ proposalId: ID, note: 'Not on MySQL' });
    expect(stdout).toBe(`Proposal ${ID} by bob is rejected.\n`);
  });

  test('that is closed ends with 4, and one that is not there with 3', async () => {
    await serving({
      acceptProposal: async (_request, context) => {
        throw refusal(context, Status.FAILED_PRECONDITION, { reason: 'PROPOSAL_CLOSED', message: 'It is rejected.' });
      },
      getProposal: async (_request, context) => {
        throw refusal(context, Status.NOT_FOUND, { reason: 'PROPOSAL_NOT_FOUND', message: 'There is none.' });
      },
    });
    expect((await run(['proposal', 'accept', ID])).exitCode).toBe(4);
    expect((await run(['proposal', 'show', ID])).exitCode).toBe(3);
  });
});
