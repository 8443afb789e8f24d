import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '@tmws/domain';

/** What was learnt of a model in an earlier run, or undefined where nothing was, or the file is damaged. */
export function recall(path: string | undefined): JsonObject | undefined {
  if (path === undefined) return undefined;
  try {
    const content: JsonValue = JSON.parse(readFileSync(path, 'utf8'));
    return isJsonObject(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what was learnt of a model for the next run, for this user alone. It is small; nothing fails where it cannot be kept. */
export function remember(path: string | undefined, content: JsonObject): void {
  if (path === undefined) return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // A disk that is full or read-only costs the next run the time to learn it again, and no more.
  }
}
