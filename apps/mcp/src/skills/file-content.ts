/** A file as text, or as bytes where it is none, with its MIME type. */
export type FileContent =
  | { readonly text: string; readonly mimeType: string }
  | { readonly bytes: Uint8Array; readonly mimeType: string };

const TYPES: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  txt: 'text/plain',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  toml: 'application/toml',
  xml: 'application/xml',
  csv: 'text/csv',
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  ts: 'text/plain',
  py: 'text/x-python',
  sh: 'application/x-sh',
  sql: 'application/sql',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
};
const BYTES = 'application/octet-stream';

/** MIME type by the ending of a file's name; undefined: it tells none. */
export const typeByName = (path: string): string | undefined => {
  const ending = /[^/]\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return ending !== undefined && Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
};

const textIn = (bytes: Uint8Array): string | undefined => {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Text where the bytes are UTF-8 without a NUL, so that nothing is lost. */
export const fileContent = (path: string, bytes: Uint8Array): FileContent => {
  const text = textIn(bytes);
  const mimeType = typeByName(path);
  return text === undefined ? { bytes, mimeType: mimeType ?? BYTES } : { text, mimeType: mimeType ?? 'text/plain' };
};
