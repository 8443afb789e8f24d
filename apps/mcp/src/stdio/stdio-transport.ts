import type { Readable, Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { createLineSplitter } from './line-splitter.ts';
import { type LineContent, type LineRefusal, readLine, refuseLongLine } from './read-line.ts';

/** Arguments far beyond every limit are still read, to be answered by the tool that they are for. */
const LARGEST_MESSAGE_BYTES = 32 * 1024 * 1024;

/** The streams of a transport; default: those of this process. */
export interface StdioStreams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/**
 * Messages of the protocol as lines. Unlike the SDK's own transport it answers what it cannot read, by the codes of
 * JSON-RPC, takes batches, and goes on after a message that is too large: no request is left without an answer. It is
 * closed when its input ends or its output breaks.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  #isClosed = false;

  constructor({ input = process.stdin, output = process.stdout }: StdioStreams = {}) {
    this.#input = input;
    this.#output = output;
  }

  async start(): Promise<void> {
    const close = (): void => void this.close();
    const split = createLineSplitter(LARGEST_MESSAGE_BYTES, {
      line: (text) => {
        for (const content of readLine(text)) this.#receive(content);
      },
      tooLong: (head, tail) => this.#refuse(refuseLongLine(head, tail, LARGEST_MESSAGE_BYTES)),
    });
    this.#output.on('error', (error) => {
      if (!this.#isClosed) this.onerror?.(error);
      close();
    });
    this.#input.on('error', (error) => this.onerror?.(error));
    this.#input.on('end', close);
    this.#input.on('close', close);
    this.#input.on('data', (chunk: Buffer) => {
      if (!this.#isClosed) split(chunk);
    });
    if (this.#input.readableEnded || this.#input.destroyed) setImmediate(close);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#write(message);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#input.pause();
    this.onclose?.();
  }

  #receive(content: LineContent): void {
    switch (content.kind) {
      case 'message':
        this.onmessage?.(content.message);
        return;
      case 'refusal':
        this.#refuse(content.refusal);
        return;
      case 'ignored':
        this.onerror?.(new Error(content.why));
        return;
      default:
        content satisfies never;
    }
  }

  #refuse({ id, code, message }: LineRefusal): void {
    this.onerror?.(new Error(message));
    // A client that is gone needs no answer.
    this.#write({ jsonrpc: '2.0', id, error: { code, message } }).catch(() => {});
  }

  #write(message: object): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('The connection is closed.'));
    return new Promise((resolve, reject) => {
      this.#output.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }
}
