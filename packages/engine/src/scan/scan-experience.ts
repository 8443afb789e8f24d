import { refuseSecretsIn } from './refuse-secrets-in.ts';

/**
 * Scans a note, which all members of its namespace can read.
 *
 * @throws DomainError SECRET_FOUND for a secret whose finding is not accepted
 */
export const scanExperience = (note: {
  readonly area: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly acceptFindings?: readonly string[] | undefined;
}): void => {
  const { area, content, tags, acceptFindings = [] } = note;
  const texts = [
    { source: 'area', text: area },
    { source: 'content', text: content },
    ...tags.map((text, place) => ({ source: `tags[${place}]`, text })),
  ];
  refuseSecretsIn(
    texts.map((text) => ({ ...text, prefix: '' })),
    acceptFindings,
  );
};
