/** The text itself, or its beginning and an ellipsis where it has more than `longest` UTF-16 units. */
export const shorten = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`;
