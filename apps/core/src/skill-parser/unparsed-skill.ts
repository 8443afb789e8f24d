import { NO_CATEGORY, type SkillFolder } from '@tmws/domain';
import { notScanned, type ScannedSkill } from '@tmws/engine';
import type { SkillVerdict } from '@tmws/skills';

/**
 * A skill that could not be understood: its name and its files, and a finding that says why. As it was not scanned
 * either, it is held back until its owner has seen it.
 */
export const unparsedSkill = (folder: SkillFolder, why: string): ScannedSkill => {
  const lastPart = `${folder.root}/${folder.path}`.split('/').findLast((part) => part !== '') ?? 'skill';
  const name = lastPart
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 100);
  return {
    name: name === '' ? 'skill' : name,
    category: NO_CATEGORY,
    categoryFrom: 'default',
    subcategory: undefined,
    tags: [],
    learningWeight: 5,
    version: undefined,
    author: undefined,
    patternData: {},
    texts: [],
    found: folder.files.slice(0, 1).map(({ path }) => notScanned(path, 'The skill could not be understood.')),
    findings: [
      {
        code: 'not_parsed',
        severity: 'warning',
        file: '',
        line: undefined,
        text: `The skill could not be understood: ${why}`,
        done: 'Every file is kept; the pattern has its name alone.',
      },
    ],
  };
};

/** The verdict on a skill that could not be judged: not valid, and a finding that says why. */
export const unjudgedSkill = (why: string): SkillVerdict => ({
  valid: false,
  findings: [
    {
      code: 'not_parsed',
      severity: 'error',
      file: '',
      line: undefined,
      text: `The skill could not be judged: ${why}`,
      done: '',
    },
  ],
});
