import { shorten } from '../shorten.ts';
import { type Finding, patternFinding } from './finding.ts';

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that say nothing, however many stand together. */
const EMPTY_WORDS = wordsOf(`
  a an the my our your new old current latest final draft copy temp tmp todo untitled unnamed noname name
  pattern patterns template example examples sample demo test tests foo bar baz qux
  thing things stuff misc miscellaneous various general generic common basic simple default other something anything
  fix fixes fixed fixing bug bugs bugfix hotfix patch issue issues problem problems error errors solution solutions
  code script snippet file files data info item items object value
  helper helpers util utils utility utilities tool tools function method approach technique way trick tip tips
  task tasks work job change changes update updates improve improved improvement improvements better best good great
  practice practices learning learned lesson lessons skill skills note notes knowledge memory experience
  version v number no id
`);

/** Areas of work: one of them alone, or with empty words, says nothing either. */
const TOPIC_WORDS = wordsOf(`
  optimization optimisation optimize optimise performance security architecture design testing debugging refactoring
  implementation development deployment database api backend frontend server client network cache caching logging
  monitoring documentation feature features configuration config integration migration validation authentication
  authorization query process workflow algorithm structure system service component module project
`);

/** So much of a name is shown in the text about it. */
const SHOWN = 60;

const nameWords = (name: string): readonly string[] =>
  name
    .normalize('NFC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');

/** Whether a name tells nothing of what the pattern is for: numbers, words without content, or one area of work alone. */
export const saysNothing = (name: string): boolean => {
  const telling = nameWords(name).filter((word) => !EMPTY_WORDS.has(word));
  const [first, ...others] = telling;
  return first === undefined || (others.length === 0 && TOPIC_WORDS.has(first));
};

/** The finding on a name that says nothing, with the specification's convention. */
export const nameFindings = (name: string): readonly Finding[] =>
  saysNothing(name)
    ? [
        patternFinding({
          code: 'generic_name',
          severity: 'warning',
          field: 'pattern_name',
          text: `The name "${shorten(name, SHOWN)}" does not say what the pattern is for. Name it {domain}_{action}_{detail}, e.g. database_index_composite.`,
        }),
      ]
    : [];
