import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mcpClient } from '../harness/mcp-client.ts';
import { REPOSITORY } from '../harness/run.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';
import { tableOf } from './table-of.ts';

const page = await readFile(path.join(REPOSITORY, 'docs/tools.md'), 'utf8');

const [tools = '', beyond = ''] = page.split('## Beyond the five tools');

const sections = tools
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [, call = '', answer = ''] = /```json\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/.exec(text) ?? [];
    return { name: text.slice(0, text.indexOf('\n')), rows: tableOf(text, 'parameter'), call, answer };
  });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the answer lacks what the page shows of it, or has it of another type; lists by their first item. */
const lacks = (shown: unknown, real: unknown, at = ''): readonly string[] => {
  if (Array.isArray(shown)) {
    if (!Array.isArray(real) || shown.length > real.length) return [at];
    return shown.length === 0 ? [] : lacks(shown[0], real[0], `${at}[0]`);
  }
  if (!isObject(shown)) return typeof shown === typeof real ? [] : [at];
  if (!isObject(real)) return [at];
  return Object.entries(shown).flatMap(([key, value]) => lacks(value, real[key], `${at}.${key}`));
};

test('the page has every tool with its parameters, their defaults, and an answer such as it gives [docs.tools-reference]', async () => {
  await using home = await tmwsHome();
  await untilEmbedded(await home.client());
  await using client = await mcpClient(home);
  const listed = (await client.listTools()).tools;
  expect(sections.map(({ name }) => name)).toEqual(listed.map(({ name }) => name));
  for (const { name, rows } of sections) {
    const { properties = {}, required = [] } = listed.find((tool) => tool.name === name)?.inputSchema ?? {};
    const documented = rows.map(([parameter = '', , byDefault]) => [parameter.replaceAll('`', ''), byDefault] as const);
    expect({ name, parameters: documented.map(([parameter]) => parameter) }).toEqual({
      name,
      parameters: Object.keys(properties),
    });
    for (const [parameter, byDefault] of documented) {
      const schema: unknown = properties[parameter];
      expect({ parameter, required: byDefault === 'required' }).toEqual({
        parameter,
        required: required.includes(parameter),
      });
      if (isObject(schema) && schema.default !== undefined) expect(byDefault).toBe(String(schema.default));
    }
  }
  const ids = new Map<string, string>();
  for (const { name, call, answer } of sections) {
    const text = [...ids].reduce((known, [shown, real]) => known.replaceAll(shown, real), call);
    const { structuredContent } = await client.callTool({ name, arguments: JSON.parse(text) });
    const shown: unknown = JSON.parse(answer);
    expect({ name, lacks: lacks(shown, structuredContent) }).toEqual({ name, lacks: [] });
    if (!isObject(shown) || !isObject(shown.result)) continue;
    if (!isObject(structuredContent) || !isObject(structuredContent.result)) continue;
    for (const key of ['pattern_id', 'application_id']) {
      const [from, to] = [shown.result[key], structuredContent.result[key]];
      if (typeof from === 'string' && typeof to === 'string') ids.set(from, to);
    }
  }
});

test('the page has every resource template, and every prompt with its arguments [docs.tools-reference]', async () => {
  await using home = await tmwsHome();
  await using client = await mcpClient(home);
  const { resourceTemplates } = await client.listResourceTemplates();
  const templates = resourceTemplates.map(({ uriTemplate }) => uriTemplate).filter((uri) => uri.startsWith('tmws:'));
  expect(tableOf(beyond, 'URI').map(([uri]) => uri)).toEqual(templates.map((uri) => `\`${uri}\``));
  const { prompts } = await client.listPrompts();
  expect(tableOf(beyond, 'prompt').map(([prompt, argument, required]) => [prompt, argument, required])).toEqual(
    prompts.flatMap(({ name, arguments: given = [] }) =>
      given.map((argument) => [`\`${name}\``, `\`${argument.name}\``, argument.required === true ? 'yes' : 'no']),
    ),
  );
});
