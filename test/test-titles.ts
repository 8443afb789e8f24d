/** Where a literal, template or comment that begins here ends; undefined where none begins. */
const endOfText = (source: string, at: number): number | undefined => {
  const two = source.slice(at, at + 2);
  if (two === '//') return source.indexOf('\n', at);
  if (two === '/*') return source.indexOf('*/', at) + 2;
  const quote = source[at];
  if (quote === "'" || quote === '"') return endOfString(source, at, quote);
  if (quote === '`') return endOfTemplate(source, at);
  if (quote === '/' && /(?:^|[(,=:[!&|?{};\n])\s*$/.test(source.slice(Math.max(0, at - 40), at))) {
    return endOfExpression(source, at);
  }
  return undefined;
};

const endOfString = (source: string, at: number, quote: string): number => {
  let place = at + 1;
  while (place < source.length && source[place] !== quote) place += source[place] === '\\' ? 2 : 1;
  return place + 1;
};

const endOfTemplate = (source: string, at: number): number => {
  let place = at + 1;
  while (place < source.length && source[place] !== '`') {
    if (source[place] === '\\') place += 2;
    else if (source.startsWith('${', place)) place = endOfBrackets(source, place + 1);
    else place += 1;
  }
  return place + 1;
};

const endOfExpression = (source: string, at: number): number => {
  let isClass = false;
  let place = at + 1;
  while (place < source.length && (isClass || source[place] !== '/')) {
    if (source[place] === '[') isClass = true;
    if (source[place] === ']') isClass = false;
    place += source[place] === '\\' ? 2 : 1;
  }
  return place + 1;
};

/** Where the brackets that open here are closed. */
const endOfBrackets = (source: string, at: number): number => {
  let depth = 0;
  for (let place = at; place < source.length; ) {
    const end = endOfText(source, place);
    if (end !== undefined) {
      place = end <= place ? source.length : end;
      continue;
    }
    if ('([{'.includes(source[place] ?? '')) depth += 1;
    if (')]}'.includes(source[place] ?? '')) depth -= 1;
    place += 1;
    if (depth === 0) return place;
  }
  return source.length;
};

/** Where the type arguments that open here are closed. */
const endOfTypes = (source: string, at: number): number => {
  let depth = 0;
  let place = at;
  do {
    if (source[place] === '<') depth += 1;
    if (source[place] === '>' && source[place - 1] !== '=') depth -= 1;
    place += 1;
  } while (depth > 0 && place < source.length);
  return place;
};

/** The title of the test whose name ends here: `test('…')`, `test.each(…)('…')`, `test.skipIf(…)('…')`, `` test.each`…`('…') ``. */
const titleAfter = (source: string, at: number): string | undefined => {
  let place = at;
  for (;;) {
    place += /^\s*/.exec(source.slice(place))?.[0].length ?? 0;
    const name = /^\.\w+/.exec(source.slice(place, place + 40));
    if (name !== null) {
      place += name[0].length;
      continue;
    }
    if (source[place] === '`') {
      place = endOfTemplate(source, place);
      continue;
    }
    if (source[place] === '<') {
      place = endOfTypes(source, place);
      continue;
    }
    if (source[place] !== '(') return undefined;
    const [, space = '', quote] = /^\((\s*)(['"`])?/.exec(source.slice(place)) ?? [];
    if (quote !== undefined) {
      const begin = place + 1 + space.length;
      const end = quote === '`' ? endOfTemplate(source, begin) : endOfString(source, begin, quote);
      return source.slice(begin + 1, end - 1).replaceAll(/\\(.)/g, '$1');
    }
    place = endOfBrackets(source, place);
  }
};

/** The titles of the tests in a file, in its order, as they are written: `%s` and `$name` stand for themselves. */
export const testTitles = (source: string): readonly string[] => {
  const titles: string[] = [];
  for (let place = 0; place < source.length; ) {
    const end = endOfText(source, place);
    if (end !== undefined) {
      place = end <= place ? source.length : end;
      continue;
    }
    const called = /^(?<![\w$.])(?:test|it)(?=\s*[.(`])/.exec(source.slice(place, place + 20));
    if (called !== null && !/[\w$.]/.test(source[place - 1] ?? '')) {
      const title = titleAfter(source, place + called[0].length);
      if (title !== undefined) titles.push(title);
      place += called[0].length;
      continue;
    }
    place += 1;
  }
  return titles;
};
