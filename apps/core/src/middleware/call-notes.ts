import type { Caller } from '@tmws/domain';
import type { CallContext } from 'nice-grpc';

/** Contexts are copied from one middleware to the next; their metadata stays the same object. */
const callers = new WeakMap<CallContext['metadata'], Caller>();

/** Keeps who calls, for what stands outside of the recognition: the log. */
export const noteCaller = (context: CallContext, caller: Caller): void => void callers.set(context.metadata, caller);

/** Who was recognised as the call's caller; undefined where nobody was. */
export const notedCaller = (context: CallContext): Caller | undefined => callers.get(context.metadata);
