import { UsageError } from './usage-error.ts';

type EnumValues = Readonly<Record<string, number>>;

const isNameOf = <Values extends EnumValues>(values: Values, name: string): name is Extract<keyof Values, string> =>
  Object.hasOwn(values, name) && (values[name] ?? 0) > 0;

/** The values of a contract's enum as people type them: in lower case, without the unspecified one. */
export const enumChoices = (values: EnumValues): readonly string[] =>
  Object.keys(values)
    .filter((name) => isNameOf(values, name))
    .map((name) => name.toLowerCase());

/** The value of a contract's enum for what was typed. @throws UsageError when it is none of them. */
export const enumFromText = <Values extends EnumValues>(
  values: Values,
  text: string,
): Values[Extract<keyof Values, string>] => {
  const name = text.toUpperCase();
  if (isNameOf(values, name)) return values[name];
  throw new UsageError(`"${text}" is none of ${enumChoices(values).join(', ')}.`, { value: text });
};

/** The name of a contract's enum value as people read it; `unspecified` where there is none. */
export const enumText = (values: EnumValues, value: number): string =>
  Object.keys(values)
    .find((name) => values[name] === value)
    ?.toLowerCase() ?? 'unspecified';
