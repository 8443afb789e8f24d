import type { Channel } from '@grpc/grpc-js';

/**
 * A channel that is, at each use, the one that `current` gives then: so the clients made on it outlive the core that
 * they began with.
 */
export const switchingChannel = (current: () => Channel): Channel =>
  new Proxy(current(), {
    get: (_, key) => {
      const channel = current();
      const member: unknown = Reflect.get(channel, key);
      return typeof member === 'function' ? member.bind(channel) : member;
    },
  });
