import type { JsonObject } from '@tmws/domain';
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { FindingList } from './finding-list.ts';
import { yamlToJson } from './yaml-to-json.ts';

/** What a text is as YAML. */
export type YamlReading =
  | { readonly kind: 'mapping'; readonly value: JsonObject }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other' }
  /** Line of the file, from 1. */
  | { readonly kind: 'broken'; readonly line: number; readonly problem: string };

/**
 * Reads a text as YAML 1.2 of the core schema: no tags of its own, dates are text, at most one document.
 *
 * @param options.firstLine - Line of the file that the text begins at
 */
export const parseYaml = (
  text: string,
  options: { readonly firstLine: number; readonly findings: FindingList },
): YamlReading => {
  const { firstLine, findings } = options;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter,
  });
  const lineAt = (offset: number): number => firstLine - 1 + Math.max(1, lineCounter.linePos(offset).line);
  const [error] = document.errors;
  if (error !== undefined) {
    const [problem = ''] = error.message.split('\n');
    return { kind: 'broken', line: lineAt(error.pos[0]), problem };
  }
  if (document.contents === null) return { kind: 'empty' };
  if (!isMap(document.contents)) return { kind: 'other' };
  for (const warning of document.warnings) {
    findings.add('yaml_tag_ignored', {
      line: lineAt(warning.pos[0]),
      text: 'A value has a YAML tag; tags are not honoured.',
      done: 'Read the value without its tag.',
    });
  }
  return { kind: 'mapping', value: yamlToJson(document.contents, { text, lineAt, findings }) };
};
