import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckedModel, checkModel, type ModelFault, modelFilesSignature } from './check-model.ts';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const large = 'x'.repeat(1 << 20);
const files = { 'config.json': sha256('{}'), 'onnx/model.onnx': sha256(large) };
const fault = (found: ModelFault): CheckedModel => ({ kind: 'fault', fault: found });
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-fault-'));
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'config.json'), '{}');
  await writeFile(join(folder, 'onnx/model.onnx'), large);
});
afterEach(() => rm(folder, { recursive: true }));

describe('checkModel', () => {
  test('finds nothing wrong with the files that a preset names', async () => {
    expect(await checkModel(folder, files)).toEqual({ kind: 'sound', digests: files });
  });

  test('takes a file as it is whose digest nobody knows, and tells it', async () => {
    const unknown = { 'config.json': undefined, 'onnx/model.onnx': undefined };
    expect(await checkModel(folder, unknown)).toEqual({ kind: 'sound', digests: files });
  });

  test('names the file in which one byte is another', async () => {
    await writeFile(join(folder, 'onnx/model.onnx'), `${large.slice(0, -1)}y`);
    expect(await checkModel(folder, files)).toEqual(fault({ kind: 'damaged', file: 'onnx/model.onnx' }));
  });

  test('names the file that is missing, before one that is damaged', async () => {
    await writeFile(join(folder, 'config.json'), '[]');
    await unlink(join(folder, 'onnx/model.onnx'));
    expect(await checkModel(folder, files)).toEqual(fault({ kind: 'missing', file: 'onnx/model.onnx' }));
  });

  test('tells a folder that is not there from one that lacks a file', async () => {
    expect(await checkModel(join(folder, 'absent'), files)).toEqual(fault({ kind: 'absent' }));
  });

  test('tells a folder in the place of a file', async () => {
    await unlink(join(folder, 'config.json'));
    await mkdir(join(folder, 'config.json'));
    expect(await checkModel(folder, files)).toEqual(fault({ kind: 'unreadable', file: 'config.json' }));
  });
});

describe('modelFilesSignature', () => {
  test('changes when a file goes, comes back or changes, and only then', async () => {
    const whole = await modelFilesSignature(folder, files);
    expect(await modelFilesSignature(folder, files)).toBe(whole);
    await unlink(join(folder, 'config.json'));
    const without = await modelFilesSignature(folder, files);
    expect(without).not.toBe(whole);
    await writeFile(join(folder, 'config.json'), '{"a":1}');
    const other = await modelFilesSignature(folder, files);
    expect(new Set([whole, without, other]).size).toBe(3);
  });
});
