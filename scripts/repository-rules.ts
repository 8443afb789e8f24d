import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Rules of the repository that no other tool checks; prints each breach with its place. */
const LONGEST_FILE = 300;
/** Tables of data, which no one reads in one sitting. */
const DATA = new Set(['test/requirements.ts', 'test/open-requirements.ts']);

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(file));
const written = tracked.filter(
  (file) => /^(packages|apps|test|bench|scripts)\/.*\.ts$/.test(file) && !file.includes('/gen/'),
);
const breaches: string[] = [];

for (const file of written) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const isGenerated = /\bMade by scripts\//.test(lines.slice(0, 5).join('\n'));
  if (lines.length - 1 > LONGEST_FILE && !isGenerated && !DATA.has(file) && !file.endsWith('.test.ts')) {
    breaches.push(`${file}: ${lines.length - 1} lines; split it below ${LONGEST_FILE}.`);
  }
  lines.forEach((line, index) => {
    const place = `${file}:${index + 1}`;
    if (/^export \* /.test(line)) breaches.push(`${place}: export by name instead of export *.`);
    if (/\b(it|test|describe)\.(only|todo)\(/.test(line))
      breaches.push(`${place}: a test is singled out or postponed.`);
    if (/@ts-(ignore|expect-error|nocheck)/.test(line) && file !== 'scripts/repository-rules.ts') {
      breaches.push(`${place}: a type error is silenced.`);
    }
  });
}

if (/"resolved": "http/.test(readFileSync('package-lock.json', 'utf8'))) {
  breaches.push('package-lock.json: names a registry; run npm install with the .npmrc of this repository.');
}

for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;
