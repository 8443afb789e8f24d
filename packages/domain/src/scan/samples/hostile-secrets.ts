import { type Sample, samples } from './sample.ts';

/** A made-up secret in two parts, so that no scanner of repositories takes this file for a leak. */
const made = (prefix: string, body: string): string => prefix + body;

const BODY_36 = 'k3Jx9Qw7Lr2Zt8Vb5Nm1Cp6Hd4Gf0SyUaEoI';
const HEX_32 = '9f3b7c1e5a8d2046b7e9c3f1a5d80264';
const BASE64_44 = `${BODY_36}+/Xz7Kq=`;
const PEM_BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const PEM = `${made('-----BEGIN ', 'PRIVATE KEY-----')}`;
const JWT = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJzdWIiOiI3NzQxIiwicm9sZSI6Im93bmVyIiwiaWF0IjoxNzM2ODU5OTkxfQ',
  'q8Zt3Lk1Vw9Rb7Xy2Nc5Hm4Jd6Gf0SpUaEoI_Kx-T',
].join('.');

/** What no hit may repeat. */
export const SECRET_PARTS: readonly string[] = [
  BODY_36,
  HEX_32,
  PEM_BODY,
  'Vq7xKp2mRz9t',
  'Vq7x!Kp2mRz9t',
  'rT7-pLm2Qx',
  'Q7XR2MPLKV9TZW3B',
];

/** Made-up secrets as they slip into skills. */
export const HOSTILE_SECRETS: readonly Sample[] = [
  ...samples(
    'secret.aws-access-key',
    `Use ${made('AKIA', 'Q7XR2MPLKV9TZW3B')} for the bucket.`,
    `aws_access_key_id=${made('ASIA', 'J4NWY6HTQ2ZRB8VC')}`,
  ),
  ...samples(
    'secret.github-token',
    `git clone https://${made('ghp_', BODY_36)}@github.com/acme/private.git`,
    `export GH=${made('github_pat_', `11AQ7XR2M0${BODY_36}_${BODY_36}`)}`,
    `token: ${made('gh', `p_${BODY_36.slice(0, 9)}\u200b${BODY_36.slice(9)}`)}`,
  ),
  ...samples('secret.gitlab-token', `PRIVATE-TOKEN: ${made('glpat-', 'x9Qw7Lr2Zt8Vb5Nm1Cp6')}`),
  ...samples(
    'secret.slack-token',
    `{"slack": "${made('xoxb-', '284719563028-2847195630281-k3Jx9Qw7Lr2Zt8Vb5Nm1Cp6H')}"}`,
  ),
  ...samples(
    'secret.slack-webhook',
    `curl -d '{}' https://${made('hooks.slack.com/services/', 'T7QX2MPLK/B9TZW3BJ4/k3Jx9Qw7Lr2Zt8Vb5Nm1Cp6H')}`,
  ),
  ...samples('secret.stripe-key', `stripe.api_key = '${made('sk_live_', 'k3Jx9Qw7Lr2Zt8Vb5Nm1Cp6H')}'`),
  ...samples(
    'secret.openai-key',
    `OPENAI_API_KEY=${made('sk-proj-', BODY_36)}`,
    `Set the key \`${made('sk-ant-api03-', `${BODY_36}-${BODY_36}`)}\`.`,
    `client = OpenAI(api_key="${made('sk-', HEX_32)}")`,
  ),
  ...samples(
    'secret.google-api-key',
    `https://maps.googleapis.com/maps/api/js?key=${made('AIza', 'SyD3Jx9Qw7Lr2Zt8Vb5Nm1Cp6Hd4Gf0SyUa')}`,
  ),
  ...samples('secret.npm-token', `//registry.npmjs.org/:_authToken=${made('npm_', BODY_36)}`),
  ...samples('secret.huggingface-token', `login(token="${made('hf_', BODY_36.slice(0, 34))}")`),
  ...samples('secret.sendgrid-key', `SENDGRID=${made('SG.', `k3Jx9Qw7Lr2Zt8Vb5Nm1Cp.${BODY_36}k3Jx9Qw`)}`),
  ...samples(
    'secret.private-key',
    `${PEM}\n${PEM_BODY}\n-----END PRIVATE KEY-----`,
    `{"type": "service_account", "private_key": "${PEM}\\n${PEM_BODY}\\n"}`,
    `key: |\n    ${PEM.replace('PRIVATE', 'OPENSSH PRIVATE')}\n    ${PEM_BODY}`,
  ),
  ...samples('secret.json-web-token', `Authorization: Bearer ${JWT}`),
  ...samples(
    'secret.url-password',
    'psql postgres://billing:Vq7xKp2mRz9t@db.acme-corp.io:5432/ledger',
    'redis://:ignored@cache\nmongodb+srv://svc:rT7-pLm2Qx@cluster0.k2x9.mongodb.net/app',
  ),
  ...samples('secret.azure-key', `DefaultEndpointsProtocol=https;${made('AccountKey=', `${BASE64_44}${BASE64_44}`)}`),
  ...samples(
    'secret.assigned',
    'password = "Vq7x!Kp2mRz9t"',
    'password: Vq7x!Kp2mRz9t',
    `db:\n  secret: ${BODY_36}\n  port: 5432`,
    `"client_secret": "${BODY_36.slice(0, 30)}"`,
    `export DEPLOY_TOKEN=${BODY_36}`,
    `aws_secret_access_key = "${BODY_36}/9Xz"`,
  ),
];
