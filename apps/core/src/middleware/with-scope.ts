import type { Caller, Scope } from '@tmws/domain';
import type { ServerMiddleware } from 'nice-grpc';
import { CallRefusal } from '../errors/call-refusal.ts';
import { RPC_SCOPES } from './rpc-scopes.ts';
import type { CallerContext } from './with-caller.ts';

const allows = (caller: Caller, scope: Scope): boolean =>
  caller.scopes.includes(scope) || caller.scopes.includes('admin');

const refusal = (caller: Caller, rpc: string, scope: Scope): CallRefusal =>
  caller.credential === 'api-key'
    ? new CallRefusal(
        'SCOPE_MISSING',
        `${rpc} needs the scope ${scope}, and the API key has ${caller.scopes.join(', ')}. Use a key that has it.`,
        { rpc, scope, scopes: caller.scopes.join(', ') },
      )
    : new CallRefusal('NOT_ADMIN', `${rpc} is for system admins, and ${caller.agentId} is none. Ask one of them.`, {
        rpc,
        agent_id: caller.agentId,
      });

/** Refuses a call beyond what the caller's credentials allow. An rpc that nobody gave a scope needs that of an admin. */
export const withScope: ServerMiddleware<object, CallerContext> = async function* requireScope(call, context) {
  const needed = RPC_SCOPES.get(call.method.path) ?? 'admin';
  if (needed !== 'any' && !allows(context.caller, needed)) {
    const rpc = call.method.path.slice(call.method.path.lastIndexOf('/') + 1);
    throw refusal(context.caller, rpc, needed);
  }
  return yield* call.next(call.request, context);
};
