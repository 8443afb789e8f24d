import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { FIXTURE } from './samples.ts';

const NAME = z.object({ name: z.string() });

/** Protects what a client carries from one round to the next; for one process. */
export const requestState = createRequestStateCodec<{ readonly round: number }>({
  key: crypto.getRandomValues(new Uint8Array(32)),
});

const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });
const answered = ({ mcpReq }: ServerContext, key: string) => inputResponse(mcpReq.inputResponses, key);
const askName = (message: string) => inputRequired.elicit({ message, requestedSchema: NAME });
const askModel = (words: string, maxTokens: number) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: words } }], maxTokens });

const declares = ({ mcpReq }: ServerContext, capability: string): boolean => {
  const declared: unknown = Reflect.get(mcpReq.envelope ?? {}, CLIENT_CAPABILITIES_META_KEY);
  return typeof declared === 'object' && declared !== null && capability in declared;
};

/** Tools of revision 2026-07-28 that ask the client for more, and answer once they have it. */
export const registerAskingTools = (server: McpServer): void => {
  server.registerTool('test_input_required_result_elicitation', FIXTURE, (context) => {
    const answer = answered(context, 'user_name');
    if (answer.kind === 'elicit' && answer.action === 'accept') return text(`Hello, ${String(answer.content?.name)}!`);
    return inputRequired({ inputRequests: { user_name: askName('What is your name?') } });
  });
  server.registerTool('test_input_required_result_sampling', FIXTURE, (context) => {
    const answer = answered(context, 'capital_question');
    if (answer.kind === 'sampling') return text(JSON.stringify(answer.result.content));
    return inputRequired({ inputRequests: { capital_question: askModel('What is the capital of France?', 100) } });
  });
  server.registerTool('test_input_required_result_list_roots', FIXTURE, (context) => {
    const answer = answered(context, 'client_roots');
    if (answer.kind === 'roots') return text(answer.roots.map(({ uri }) => uri).join(' '));
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  for (const name of ['test_input_required_result_request_state', 'test_input_required_result_tampered_state']) {
    server.registerTool(name, FIXTURE, async (context) => {
      const state = context.mcpReq.requestState<{ readonly round: number }>();
      if (state !== undefined && answered(context, 'confirm').kind === 'elicit') return text('state-ok');
      const requestedSchema = z.object({ ok: z.boolean() });
      return inputRequired({
        inputRequests: { confirm: inputRequired.elicit({ message: 'Please confirm', requestedSchema }) },
        requestState: await requestState.mint({ round: 1 }),
      });
    });
  }
  server.registerTool('test_input_required_result_multiple_inputs', FIXTURE, async (context) => {
    const keys = ['user_name', 'greeting', 'client_roots'];
    if (keys.every((key) => answered(context, key).kind !== 'missing')) return text('All there.');
    return inputRequired({
      inputRequests: {
        user_name: askName('What is your name?'),
        greeting: askModel('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await requestState.mint({ round: 1 }),
    });
  });
  server.registerTool('test_input_required_result_multi_round', FIXTURE, async (context) => {
    const round = context.mcpReq.requestState<{ readonly round: number }>()?.round ?? 0;
    if (round === 2 && answered(context, 'step2').kind === 'elicit') return text('Done.');
    const requestedSchema = z.object({ color: z.string() });
    const step2 = inputRequired.elicit({ message: 'Step 2: What is your favorite color?', requestedSchema });
    return round === 1 && answered(context, 'step1').kind === 'elicit'
      ? inputRequired({ inputRequests: { step2 }, requestState: await requestState.mint({ round: 2 }) })
      : inputRequired({
          inputRequests: { step1: askName('Step 1: What is your name?') },
          requestState: await requestState.mint({ round: 1 }),
        });
  });
  server.registerTool('test_input_required_result_capabilities', FIXTURE, (context) =>
    inputRequired({
      inputRequests: {
        ...(declares(context, 'sampling') ? { greeting: askModel('Generate a greeting', 50) } : {}),
        ...(declares(context, 'elicitation') ? { user_name: askName('What is your name?') } : {}),
      },
    }),
  );
  server.registerTool('test_missing_capability', FIXTURE, () =>
    inputRequired({ inputRequests: { greeting: askModel('Generate a greeting', 50) } }),
  );
  server.registerTool('test_streaming_elicitation', FIXTURE, () =>
    inputRequired({ inputRequests: { user_name: askName('What is your name?') } }),
  );
  server.registerPrompt('test_input_required_result_prompt', FIXTURE, (context) => {
    const answer = answered(context, 'user_context');
    if (answer.kind === 'elicit') {
      const words = String(answer.content?.context);
      return { messages: [{ role: 'user', content: { type: 'text', text: words } }] };
    }
    const requestedSchema = z.object({ context: z.string() });
    return inputRequired({
      inputRequests: {
        user_context: inputRequired.elicit({ message: 'What context should the prompt use?', requestedSchema }),
      },
    });
  });
};
