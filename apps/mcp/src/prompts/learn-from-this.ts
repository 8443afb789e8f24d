import type { Prompt } from './prompt.ts';

const steps = (name: string | undefined, category: string | undefined): readonly string[] => [
  'Look back at this conversation for a way of doing something that was verified to work here (tests passed, the user confirmed it, the error is gone) and that will be needed again. If there is none, say so and stop: nothing is learned from a guess.',
  'Call apply_pattern with what it is for, min_similarity 0.5. If a pattern says it already, do not learn it again: report the outcome with evolve_pattern, with what is new in evolution_data.',
  name === undefined
    ? 'Choose a pattern_name that says what is done to what, such as "retry_with_backoff_for_rate_limits", not "fix_bug".'
    : `Use the pattern_name ${JSON.stringify(name)}.`,
  category === undefined
    ? 'Choose the category: one that the analytics of get_pattern_analytics show already, if one fits.'
    : `Use the category ${JSON.stringify(category)}.`,
  'Write pattern_content in Markdown for somebody who was not here: the problem and how it shows itself, when to use it and when not, the steps in order, how to verify it, what went wrong on the way. Generalise names and paths of this project; leave out secrets, keys and personal data.',
  'Put a one-sentence description, when_to_use and expected_improvement into metadata, and commands or code that worked into examples. Set confidence by the evidence: 0.9 for what was tested, 0.6 for what worked once.',
  'Show the user what you are about to learn, then call learn_pattern. It is private; ask before you choose another access_level.',
];

/** Prompt `learn-from-this`: keep what worked in a conversation as a pattern. */
export const learnFromThis: Prompt = {
  name: 'learn-from-this',
  title: 'Learn from this',
  description: 'Keep what was verified to work in this conversation as a pattern.',
  arguments: [
    { name: 'category', description: 'Category of the new pattern', required: false, completion: 'category' },
    { name: 'name', description: 'Name of the new pattern', required: false },
  ],
  get: async ({ category, name }) => {
    const list = steps(name, category).map((step, index) => `${index + 1}. ${step}`);
    const text = `Learn a pattern from what we did here.\n\n${list.join('\n')}`;
    return {
      description: 'A pattern, learned from this conversation',
      messages: [{ role: 'user', content: { type: 'text', text } }],
    };
  },
};
