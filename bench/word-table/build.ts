/**
 * Makes the word table that ships with the engine: in how many of some five thousand skills each term occurs. Run from
 * the repository's root, with `shared` beside it: `npx node --conditions=@tmws/source bench/word-table/build.ts`.
 * Prints the table's size; the table holds terms and counts, no text.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tokenize } from '@tmws/domain';

/** Rarer terms would double the file and are rare either way. */
const LEAST_FREQUENCY = 3;

/** Hashes, addresses and keys of examples: no words, and alarming in a file that ships. */
const TOKEN = /^(?=.*\d).{20,}$/u;

/** Names and descriptions are indexed twice, and so counted twice in a document's length. */
const HEAD_TIMES = 2;

interface SkillText {
  readonly head: string;
  readonly body: string;
}

const root = join(import.meta.dirname, '..', '..');
const shared = join(root, '..', 'shared');
const output = join(root, 'packages', 'engine', 'data', 'word-frequencies.txt');

const table = countTable([...librarySkills(), ...corpusSkills()]);
writeFileSync(output, table);
console.log(`${output}: ${Buffer.byteLength(table)} bytes, first line ${table.slice(0, table.indexOf('\n'))}`);

function librarySkills(): SkillText[] {
  const lines = gunzipSync(readFileSync(join(shared, 'retrieval', 'skillq-dev', 'corpus.jsonl.gz')))
    .toString('utf8')
    .split('\n');
  return lines.filter(Boolean).map((line) => {
    const skill = JSON.parse(line);
    return { head: `${skill.name}\n${skill.description}`, body: skill.body };
  });
}

function corpusSkills(): SkillText[] {
  const folder = mkdtempSync(join(tmpdir(), 'word-table-'));
  try {
    execFileSync('tar', ['-xJf', join(shared, 'corpus', 'skills.tar.xz'), '-C', folder]);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.toLowerCase() === 'skill.md')
      .map((entry) => splitFrontmatter(readFileSync(join(entry.parentPath, entry.name), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A rough split is enough for counting: whether a line is frontmatter changes no document frequency. */
function splitFrontmatter(text: string): SkillText {
  const match = /^\ufeff?---\r?\n(.*?)\r?\n---\r?\n/su.exec(text);
  return match ? { head: match[1] ?? '', body: text.slice(match[0].length) } : { head: '', body: text };
}

function countTable(skills: readonly SkillText[]): string {
  const frequencies = new Map<string, number>();
  const seen = new Set<string>();
  let totalLength = 0;
  for (const skill of skills) {
    const head = tokenize(skill.head);
    const body = tokenize(skill.body);
    // The same skill is in many repositories, and in both sources; the library's bodies are cut short.
    const fingerprint = body.slice(0, 100).join(' ');
    if (seen.has(fingerprint)) continue;
    seen.add(fingerprint);
    totalLength += head.length * HEAD_TIMES + body.length;
    for (const term of new Set([...head, ...body])) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const header = `${seen.size} ${(totalLength / seen.size).toFixed(1)}`;
  return `${[header, ...linesByFrequency(frequencies)].join('\n')}\n`;
}

function linesByFrequency(frequencies: ReadonlyMap<string, number>): string[] {
  const terms = [...frequencies].filter(([term, frequency]) => frequency >= LEAST_FREQUENCY && !TOKEN.test(term));
  const lines = Map.groupBy(terms, ([, frequency]) => frequency);
  return [...lines]
    .sort(([left], [right]) => right - left)
    .map(([frequency, group]) => [frequency, ...group.map(([term]) => term).sort()].join(' '));
}
