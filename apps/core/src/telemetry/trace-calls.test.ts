import { expect, test } from 'vitest';
import { traceCalls } from './trace-calls.ts';

class Port {
  #calls = 0;

  async ask(): Promise<number> {
    this.#calls += 1;
    return this.#calls;
  }

  asked(): number {
    return this.#calls;
  }
}

test('a port that is traced keeps what it has to itself, whether a method makes a span or not', async () => {
  const port = traceCalls('port', new Port(), ['ask']);
  expect(await port.ask()).toBe(1);
  expect(port.asked()).toBe(1);
});
