import { spawnSync } from 'node:child_process';

/** Every gate that a change passes before it lands, one after the other; all run, and the failed ones are named. */
const gates = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'tsconfig.tests.json'] },
  { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'layers', command: ['turbo', 'boundaries', '--no-color'] },
  { name: 'unused code and dependencies', command: ['knip'] },
  { name: 'contract and generated code', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'generated API reference', command: ['node', 'scripts/api-reference.ts', '--check'] },
  { name: 'generated requirements page', command: ['node', 'test/write-requirements.ts', '--check'] },
  {
    name: 'generated page of the commands',
    command: ['node', '--conditions=@tmws/source', 'apps/cli/src/reference/write-reference.ts', '--check'],
  },
  { name: 'generated benchmarks page', command: ['node', 'bench/report.ts', '--check'] },
  { name: 'third-party notices', command: ['node', 'scripts/third-party-notices.ts', '--check'] },
  { name: 'repository rules', command: ['node', 'scripts/repository-rules.ts'] },
] as const;

const failed: string[] = [];
for (const gate of gates) {
  const [program, ...args] = gate.command;
  const started = performance.now();
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok' : 'FAILED'}  ${gate.name}  ${seconds} s\n`);
  if (status !== 0) failed.push(gate.name);
}
if (failed.length > 0) {
  process.stderr.write(
    `${failed.length} of ${gates.length} gates failed: ${failed.join(', ')}. Mend what they name, then run npm run check again.\n`,
  );
  process.exitCode = 1;
}
