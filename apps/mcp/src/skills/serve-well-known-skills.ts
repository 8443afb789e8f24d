import { fileContent } from './file-content.ts';
import { listServedSkills } from './list-served-skills.ts';
import { readServedFile } from './read-served-file.ts';
import { type Core, type ServedSkill, skillAtUri } from './served-skill.ts';
import { skillArchive, skillArtifact } from './skill-artifact.ts';

/** Where a site tells of its skills (agentskills.io discovery 0.2.0). */
export const WELL_KNOWN_SKILLS = '/.well-known/agent-skills/';

const SCHEMA = 'https://schemas.agentskills.io/discovery/0.2.0/schema.json';
const INDEX = 'index.json';
const ARCHIVE = '.tar.gz';
/** Every archive is packed once for its digest, so the index ends there. */
const MOST_LISTED = 200;

const respond = (status: number, type: string, body: string | Uint8Array): Response =>
  new Response(typeof body === 'string' ? body : Buffer.from(body), {
    status,
    headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) },
  });

const notFound = (): Response =>
  respond(
    404,
    'application/json',
    JSON.stringify({ error: 'not_found', error_description: 'There is no such skill.' }),
  );

/** The best skills, of each name the best one: who installs them has one folder for a name. */
const bestOfEachName = async (core: Core): Promise<readonly ServedSkill[]> => {
  const byName = new Map<string, ServedSkill>();
  let pageToken = '';
  do {
    const { skills, nextPageToken } = await listServedSkills(core, pageToken);
    for (const skill of skills) {
      if (!byName.has(skill.name) && byName.size < MOST_LISTED) byName.set(skill.name, skill);
    }
    pageToken = byName.size < MOST_LISTED ? nextPageToken : '';
  } while (pageToken !== '');
  return [...byName.values()];
};

const pathOf = (uri: string): string => `${WELL_KNOWN_SKILLS}${uri.slice('skill://'.length)}`;

interface ListedSkill {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly url: string;
  readonly digest: string;
}

const listedSkills = async (core: Core): Promise<readonly ListedSkill[]> => {
  const skills: ListedSkill[] = [];
  for (const skill of await bestOfEachName(core)) {
    const artifact = await skillArtifact(core, skill);
    if (artifact === undefined) continue;
    const { name, description } = skill;
    const url = pathOf(artifact.type === 'archive' ? `${skill.root}${ARCHIVE}` : skill.entry.uri);
    skills.push({ name, type: artifact.type, description, url, digest: artifact.digest });
  }
  return skills;
};

const serveIndex = async (core: Core | undefined): Promise<Response> => {
  const skills = core === undefined ? [] : await listedSkills(core);
  return respond(200, 'application/json', JSON.stringify({ $schema: SCHEMA, skills }));
};

const serveFile = async (core: Core, uri: string): Promise<Response | undefined> => {
  const found = await skillAtUri(core, uri);
  const bytes = found === undefined ? undefined : await readServedFile(core, found.skill, found.path);
  return found === undefined || bytes === undefined
    ? undefined
    : respond(200, fileContent(found.path, bytes).mimeType, bytes);
};

const serveArchive = async (core: Core, uri: string): Promise<Response | undefined> => {
  const found = uri.endsWith(ARCHIVE) ? await skillAtUri(core, uri.slice(0, -ARCHIVE.length)) : undefined;
  const archive = found?.path === '' ? await skillArchive(core, found.skill) : undefined;
  return archive === undefined ? undefined : respond(200, 'application/gzip', archive);
};

/**
 * Answers GET and HEAD below {@link WELL_KNOWN_SKILLS}: the index of the skills that the caller may read, and what its
 * URLs name, which is a revision each, so that no digest of an index goes out of date. Without a caller there are none.
 *
 * @param path - Of the URL, percent-encoded as it came
 * @throws RemoteError where the core cannot answer
 */
export const serveWellKnownSkills = async (
  { method, path }: { readonly method: string; readonly path: string },
  core: Core | undefined,
): Promise<Response> => {
  if (!path.startsWith(WELL_KNOWN_SKILLS) || !['GET', 'HEAD'].includes(method)) return notFound();
  const rest = path.slice(WELL_KNOWN_SKILLS.length);
  const answer = async (): Promise<Response> => {
    if (rest === INDEX) return serveIndex(core);
    if (core === undefined) return notFound();
    const uri = `skill://${rest}`;
    return (await serveFile(core, uri)) ?? (await serveArchive(core, uri)) ?? notFound();
  };
  const whole = await answer();
  return method === 'HEAD' ? new Response(null, { status: whole.status, headers: whole.headers }) : whole;
};
