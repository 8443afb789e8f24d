import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A skill of the library. */
export interface LibrarySkill {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly body: string;
}

/** Which collection a request is of, and with it how it is judged. */
export type RequestSet = 'implicit' | 'named' | 'validation' | 'negative';

/** A request and the skills that it is about. */
export interface BenchRequest {
  readonly text: string;
  readonly lang: string;
  readonly set: RequestSet;
  /** Of the validation set: `situation`, `short`, `indirect` or `cross`; else the set again. */
  readonly kind: string;
  /** Id to grade: 2 right, 1 acceptable. Of a negative: the forbidden skills, each 1. */
  readonly skills: ReadonlyMap<string, number>;
}

/** The library and every request asked of it. */
export interface DataSet {
  readonly library: readonly LibrarySkill[];
  readonly requests: readonly BenchRequest[];
}

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'retrieval');

interface Line {
  readonly _id: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly body: string;
  readonly text: string;
  readonly lang: string;
  readonly kind: string;
  readonly must_not_return: readonly string[];
}

const parseLines = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const readLines = (...path: string[]): readonly Line[] => parseLines(readFileSync(join(folder, ...path), 'utf8'));

const readJudgements = (): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const judgements = new Map<string, Map<string, number>>();
  const lines = readFileSync(join(folder, 'skillq-dev', 'qrels.tsv'), 'utf8')
    .split('\n')
    .slice(1);
  for (const line of lines) {
    const [request, skill, grade] = line.split('\t');
    if (request === undefined || skill === undefined) continue;
    const skills = judgements.get(request) ?? new Map<string, number>();
    judgements.set(request, skills.set(skill, Number(grade)));
  }
  return judgements;
};

/**
 * Reads skillq-dev and the validation requests from the folder `shared` beside the repository. Negatives that forbid a
 * skill which is not in the library (12 of 111) are left out.
 *
 * @throws Error where the folder is not there
 */
export const readDataSet = (): DataSet => {
  if (!existsSync(folder)) {
    throw new Error('The collections are not there. Put the folder `shared` beside the repository.');
  }
  const judgements = readJudgements();
  const corpus = gunzipSync(readFileSync(join(folder, 'skillq-dev', 'corpus.jsonl.gz'))).toString('utf8');
  const written = readLines('skillq-dev', 'queries.jsonl').map((line): BenchRequest => {
    const set = line.kind === 'implicit' ? 'implicit' : 'named';
    return { text: line.text, lang: line.lang, set, kind: set, skills: judgements.get(line._id) ?? new Map() };
  });
  const library = parseLines(corpus).map(({ _id, name, description, body }) => ({ id: _id, name, description, body }));
  const known = new Set(library.map(({ id }) => id));
  const negatives = readLines('skillq-dev', 'negatives.jsonl').flatMap((line): BenchRequest[] => {
    const skills = new Map(line.must_not_return.filter((id) => known.has(id)).map((id) => [id, 1]));
    return skills.size === 0 ? [] : [{ text: line.text, lang: line.lang, set: 'negative', kind: 'negative', skills }];
  });
  const validation = readLines('requests', 'validation.jsonl').map(
    (line): BenchRequest => ({
      text: line.text,
      lang: line.lang,
      set: 'validation',
      kind: line.kind,
      skills: new Map([[line.id, 2]]),
    }),
  );
  return { library, requests: [...written, ...validation, ...negatives] };
};
