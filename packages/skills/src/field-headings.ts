/** Fields of a pattern that stand under headings of a skill. */
export const FIELD_NAMES = ['description', 'when_to_use', 'steps', 'example', 'expected_improvement'] as const;

/** One of {@link FIELD_NAMES}. */
export type FieldName = (typeof FIELD_NAMES)[number];

/**
 * Headings by which authors name the fields, lower case, without numbering and punctuation, in several languages; the
 * common ones first. A heading that begins with an entry and a space counts too ("when to use this skill").
 */
export const FIELD_HEADINGS = {
  description: [
    'description',
    'overview',
    'summary',
    'purpose',
    'about',
    'introduction',
    'what this skill does',
    '概要',
    '説明',
    '目的',
    'はじめに',
    '描述',
    '概述',
    '简介',
    '简述',
    'descrição',
    'visão geral',
    'descripción',
    'beschreibung',
    '설명',
    '개요',
  ],
  when_to_use: [
    'when to use',
    'when to apply',
    'use when',
    'use cases',
    'when to invoke',
    'triggers',
    'trigger',
    'when should',
    'いつ使うか',
    '使う場面',
    '使用場面',
    '使うとき',
    '使いどき',
    '使用タイミング',
    '使用场景',
    '何时使用',
    '适用场景',
    '触发条件',
    'quando usar',
    'cuándo usar',
    'wann',
    '사용 시기',
    '언제 사용',
  ],
  steps: [
    'steps',
    'step by step',
    'workflow',
    'process',
    'procedure',
    'instructions',
    'how to use',
    'how it works',
    'usage',
    'quick start',
    'getting started',
    '手順',
    'ステップ',
    '使い方',
    '進め方',
    '流れ',
    'ワークフロー',
    '步骤',
    '流程',
    '工作流程',
    '使用方法',
    'passos',
    'etapas',
    'fluxo de trabalho',
    'pasos',
    'schritte',
    '단계',
    '절차',
    '사용법',
  ],
  example: [
    'example',
    'examples',
    'example usage',
    'usage example',
    'usage examples',
    'sample',
    'samples',
    '例',
    '使用例',
    'サンプル',
    '例文',
    '示例',
    '例子',
    '使用示例',
    'exemplo',
    'exemplos',
    'ejemplo',
    'ejemplos',
    'beispiel',
    'beispiele',
    '예시',
    '예제',
  ],
  expected_improvement: [
    'expected improvement',
    'expected improvements',
    'expected outcome',
    'expected outcomes',
    'expected result',
    'expected results',
    'expected output',
    'benefits',
    'outcome',
    'outcomes',
    'success criteria',
    'results',
    '期待される効果',
    '期待する効果',
    '期待効果',
    '効果',
    '预期效果',
    '预期结果',
    '预期输出',
    'resultado esperado',
    'resultados esperados',
    'erwartetes ergebnis',
    '기대 효과',
  ],
} as const satisfies Record<FieldName, readonly string[]>;

const normalise = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}\p{N})]+$/u, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('-', ' ');

/** The field that a heading names, and how well: 0 for the best entry of its list. Undefined where it names none. */
export const fieldOfHeading = (heading: string): { readonly field: FieldName; readonly place: number } | undefined => {
  const words = normalise(heading);
  for (const field of FIELD_NAMES) {
    const place = FIELD_HEADINGS[field].findIndex((entry) => words === entry || words.startsWith(`${entry} `));
    if (place >= 0) return { field, place };
  }
  return undefined;
};
