import type { JsonObject } from '@tmws/domain';
import { endAtHeading, type FrontmatterBlock, findFrontmatter } from './find-frontmatter.ts';
import type { FindingList } from './finding-list.ts';
import { parseYaml } from './parse-yaml.ts';
import { recoverYaml } from './recover-yaml.ts';

/** The frontmatter of a skill file and where its body begins. */
export interface Frontmatter {
  /** Whether the file has frontmatter that could be read. */
  readonly present: boolean;
  readonly fields: JsonObject;
  /** Offset in the text. */
  readonly bodyStart: number;
}

/** More characters of YAML are not read. */
const LONGEST_YAML = 64 * 1024;

const NONE: Frontmatter = { present: false, fields: {}, bodyStart: 0 };

const yamlOf = (block: FrontmatterBlock): string => block.lines.map((line) => line.text).join('\n');

const readBlock = (whole: FrontmatterBlock, findings: FindingList): Frontmatter => {
  const { firstLine } = whole;
  const attempt = parseYaml(yamlOf(whole), { firstLine, findings });
  const block = attempt.kind === 'broken' ? endAtHeading(whole, findings) : whole;
  const reading = block === whole ? attempt : parseYaml(yamlOf(block), { firstLine, findings });
  switch (reading.kind) {
    case 'mapping':
      return { present: true, fields: reading.value, bodyStart: block.bodyStart };
    case 'empty':
      return { present: true, fields: {}, bodyStart: block.bodyStart };
    case 'other':
      findings.add('frontmatter_no_mapping', {
        line: firstLine,
        text: 'What stands between the lines of hyphens is no mapping of fields to values.',
        done: 'Read it as part of the body.',
      });
      return NONE;
    case 'broken':
      findings.add('broken_yaml', {
        line: reading.line,
        text: `The frontmatter is not valid YAML: ${reading.problem}`,
        done: 'Read it line by line.',
      });
      return { present: true, fields: recoverYaml(block.lines, { firstLine, findings }), bodyStart: block.bodyStart };
    default:
      return reading satisfies never;
  }
};

/** Reads the frontmatter of a skill file, whatever state it is in; each oddity is a finding. */
export const readFrontmatter = (text: string, findings: FindingList): Frontmatter => {
  const block = findFrontmatter(text, findings);
  if (block === undefined) {
    findings.add('no_frontmatter', {
      line: 1,
      text: 'The skill file has no frontmatter.',
      done: 'Read all of it as the body.',
    });
    return NONE;
  }
  const first = block.lines.at(0);
  const last = block.lines.at(-1);
  if (first !== undefined && last !== undefined && last.next - first.start > LONGEST_YAML) {
    findings.add('frontmatter_too_large', {
      line: block.firstLine,
      text: `The frontmatter has more than ${LONGEST_YAML} characters.`,
      done: 'Read none of its fields; it is part of the body.',
    });
    return NONE;
  }
  return readBlock(block, findings);
};
