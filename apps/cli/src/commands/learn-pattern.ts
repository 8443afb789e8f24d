import { AccessLevel, LearnPatternResponse } from '@tmws/contract';
import { enumChoices, enumFromText, plainLine } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { findingsSummary } from '../output/findings-text.ts';
import { messageJson } from '../output/message-json.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';
import { readJsonObject, readJsonTexts } from '../read-json.ts';

/** `tmws learn_pattern`: LearnPattern with the flags of the tool, as the specification writes them. */
export const learnPattern: Command = {
  options: {
    pattern_name: { type: 'string', alias: 'pattern-name', isRequired: true, description: 'Name, 1 to 255 characters' },
    pattern_content: {
      type: 'string',
      alias: 'pattern-content',
      isRequired: true,
      description: 'The way of doing it, in Markdown or plain text',
    },
    category: { type: 'string', isRequired: true, description: 'Main category, 1 to 100 characters' },
    examples: { type: 'string', description: 'JSON list of texts, as \'["…"]\'' },
    metadata: { type: 'string', description: 'JSON object of further keys' },
    confidence: { type: 'number', description: 'How sure you are beforehand, 0 to 1 (default: 0.8)' },
    subcategory: { type: 'string', description: 'At most 100 characters' },
    access_level: {
      type: 'string',
      alias: 'access-level',
      choices: enumChoices(AccessLevel),
      description: 'Who may read it (default: private)',
    },
  },
  examples: [
    {
      line: `tmws learn_pattern --pattern_name "database_query_optimization" --pattern_content "Add composite index for user_id + created_at queries" --category "performance" --examples '["CREATE INDEX idx_posts_user ON posts(user_id, created_at);"]' --confidence 0.9`,
      description: 'store what worked',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const metadata = given.text('metadata');
    const examples = given.text('examples');
    const level = given.text('access_level');
    const request = {
      patternName: given.required('pattern_name'),
      patternContent: given.required('pattern_content'),
      category: given.required('category'),
      examples: examples === undefined ? [] : [...readJsonTexts(examples, '--examples')],
      metadata: metadata === undefined ? undefined : readJsonObject(metadata, '--metadata'),
      confidence: given.number('confidence'),
      subcategory: given.text('subcategory'),
      accessLevel: level === undefined ? AccessLevel.UNSPECIFIED : enumFromText(AccessLevel, level),
    };
    const { learning } = await context.connect();
    const response = await learning.learnPattern(request);
    return {
      json: () => toolEnvelope(messageJson(LearnPatternResponse, response), response.message),
      text: (page) =>
        [
          plainLine(response.message),
          page.dim(`id: ${response.patternId}`),
          ...findingsSummary(page, response.findings, response.patternId),
        ].join('\n'),
    };
  },
};
