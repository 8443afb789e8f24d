import type { SourceText } from '../skill/parsed-skill.ts';
import { downloadMatches } from './download/download-matches.ts';
import { hiddenMatches } from './hidden/hidden-matches.ts';
import { injectionMatches } from './injection/injection-matches.ts';
import { type PreparedText, prepareText } from './prepared-text.ts';
import type { ScanHit } from './scan-hit.ts';
import type { ScanMatch, ScanWork } from './scan-rule.ts';
import { secretMatches } from './secret/secret-matches.ts';

const hitsOf = (source: string, matches: readonly ScanMatch[], lineOf: PreparedText['rawLine']): readonly ScanHit[] =>
  matches.map(({ rule: { ruleId, kind, severity }, index, text }) => ({
    ruleId,
    kind,
    severity,
    source,
    line: lineOf(index),
    text,
  }));

const scanOne = ({ source, text }: SourceText, work: ScanWork): readonly ScanHit[] => {
  const prepared = prepareText(text);
  const hits = [
    ...hitsOf(source, hiddenMatches(prepared, work), prepared.rawLine),
    ...[secretMatches, injectionMatches, downloadMatches].flatMap((matches) =>
      hitsOf(source, matches(prepared, work), prepared.visibleLine),
    ),
  ];
  const first = new Map<string, ScanHit>();
  for (const hit of hits) {
    const place = `${hit.line} ${hit.ruleId}`;
    if (!first.has(place)) first.set(place, hit);
  }
  return [...first.values()].toSorted((a, b) => a.line - b.line);
};

/** {@link scanTexts}, counting its steps. */
export const scanCounting = (texts: readonly SourceText[], work: ScanWork): readonly ScanHit[] =>
  texts.flatMap((text) => scanOne(text, work));

/**
 * Scans texts for secrets, prompt injection, hidden Unicode and download-and-execute. One hit for each rule and line,
 * texts in the order given, lines rising. Time grows linearly with the length of the texts; nothing is thrown.
 */
export const scanTexts = (texts: readonly SourceText[]): readonly ScanHit[] => scanCounting(texts, { steps: 0 });
