import module from 'node:module';

const OLDEST = { major: 22, minor: 18 };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
  process.stderr.write(
    `The core needs Node ${OLDEST.major}.${OLDEST.minor} or newer, and this is ${process.versions.node}. Run it with the Node that \`npm ci\` brings, node_modules/.bin/node.\n`,
  );
  process.exitCode = 1;
} else {
  module.enableCompileCache?.();
  // LanceDB warns of each compaction that a write overtakes, which is tried again; its errors stay.
  process.env.LANCEDB_LOG ??= 'error';
  // Only now: what the core is made of does not load on an older Node, and would say so in its own words.
  const { runCore } = await import('./run-core.ts');
  await runCore(process.argv.slice(2));
}
