import { expect, test } from 'vitest';
import * as z from 'zod';
import { leanSchema } from './lean-schema.ts';

test('a lean schema tells what is in an answer, and forbids nothing of its parts', () => {
  const schema = z.object({
    name: z.string().describe('Of the pattern'),
    counts: z.record(z.string(), z.number()),
    list: z.array(z.looseObject({ id: z.string() })),
    maybe: z.object({}).nullable(),
  });
  expect(leanSchema(z.toJSONSchema(schema))).toEqual({
    $schema: expect.any(String),
    type: 'object',
    properties: {
      name: { type: 'string', description: 'Of the pattern' },
      counts: { type: 'object', additionalProperties: { type: 'number' } },
      list: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      maybe: { anyOf: [{ type: 'object' }, { type: 'null' }] },
    },
    required: ['name', 'counts', 'list', 'maybe'],
    additionalProperties: false,
  });
});
