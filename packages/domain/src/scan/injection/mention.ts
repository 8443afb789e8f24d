const BEFORE = 160;
const AROUND = 300;
const QUOTES = /["`“”„「『»«]|(?<=[\s([{:,])['‘]/g;
/** Words of texts that speak about injections. */
const ABOUT =
  /inject|jailbreak|adversar|malicious|attack|untrusted|hostile|suspicious|payload|exploit|red.?team|owasp|guardrail|tamper|phishing|vulnerab|攻撃|注入|攻击|攻擊|angriff|ataque|attaque/i;
const HEAD = 400;

/**
 * Whether what stands at an index is quoted by a text about such things: a skill that teaches to find injections has
 * to show some. Both are needed, since quoting alone costs an attacker nothing.
 */
export const isMentioned = (text: string, index: number): boolean => {
  const lines = text.slice(Math.max(0, index - BEFORE), index);
  const before = lines.slice(lines.lastIndexOf('\n') + 1);
  const marks = before.match(QUOTES) ?? [];
  const isQuoted = marks.length % 2 === 1 || /["`“„「『«'‘]\s{0,2}$/.test(before);
  if (!isQuoted) return false;
  return ABOUT.test(text.slice(Math.max(0, index - AROUND), index + AROUND)) || ABOUT.test(text.slice(0, HEAD));
};
