import { PatternServiceDefinition } from '@tmws/contract';
import type { ServerMiddleware } from 'nice-grpc';
import { CallRefusal } from '../errors/call-refusal.ts';
import { untilAborted } from './until-aborted.ts';

/** Why a call that comes while the core ends is refused. */
export const draining = (): CallRefusal =>
  new CallRefusal('CORE_DRAINING', 'The core is ending and takes no new calls. Try again in a moment.');

const WATCH_PATH = `/${PatternServiceDefinition.fullName}/${PatternServiceDefinition.methods.watchPatterns.name}`;

/** Refuses calls that come while the core ends; those under way go on, but those that would last for ever end. */
export const refuseWhileDraining = (drain: AbortSignal): ServerMiddleware =>
  async function* refuseLateCalls(call, context) {
    if (drain.aborted) throw draining();
    if (call.method.path !== WATCH_PATH) return yield* call.next(call.request, context);
    const signal = AbortSignal.any([context.signal, drain]);
    try {
      return yield* untilAborted(call.next(call.request, { ...context, signal }), signal);
    } catch (error) {
      throw drain.aborted ? draining() : error;
    }
  };

/** Ends calls that would last for ever, as a watched health does, when the core ends. */
export const endWhenDraining = (drain: AbortSignal): ServerMiddleware =>
  async function* endWithCore(call, context) {
    const signal = AbortSignal.any([context.signal, drain]);
    return yield* untilAborted(call.next(call.request, { ...context, signal }), signal);
  };
