import { plainLine } from '@tmws/terminal';

/** Text that is HTML already. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes: texts are made safe, markup stands as it is, lists are put one after the other. */
export type HtmlValue = Markup | string | number | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => plainLine(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const isList = (value: HtmlValue): value is readonly HtmlValue[] => Array.isArray(value);

const markupOf = (value: HtmlValue): string => {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return isList(value) ? value.map(markupOf).join('') : value.markup;
};

/**
 * HTML from a template. Every text in it is stored by somebody: it becomes text of the page and nothing else, in an
 * element or in a quoted attribute, and marks that turn the direction of writing become visible.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup => ({
  markup: strings.map((string, index) => `${string}${markupOf(values[index] ?? '')}`).join(''),
});

/** Nothing. */
export const NOTHING: Markup = { markup: '' };
