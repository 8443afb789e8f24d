/** Hosts whose maker's documentation tells everyone to pipe this address into a shell. Served over TLS alone. */
const HOSTS = new Set([
  ...['astral.sh', 'sh.rustup.rs', 'static.rust-lang.org', 'bun.sh', 'bun.com', 'deno.land', 'fnm.vercel.app'],
  ...['get.docker.com', 'get.pnpm.io', 'install.python-poetry.org', 'pyenv.run', 'pixi.sh', 'mise.run', 'mise.jdx.dev'],
  ...['deb.nodesource.com', 'rpm.nodesource.com', 'dl.yarnpkg.com', 'get.volta.sh', 'get.sdkman.io', 'get.k3s.io'],
  ...[
    'tailscale.com',
    'ollama.com',
    'ollama.ai',
    'claude.ai',
    'cli.github.com',
    'dot.net',
    'aka.ms',
    'sdk.cloud.google.com',
  ],
  ...['fluxcd.io', 'run.linkerd.io', 'istio.io', 'get.helm.sh', 'rclone.org', 'get.sst.dev', 'fly.io'],
  ...['proton.me', 'code-server.dev', 'community.chocolatey.org', 'chocolatey.org', 'get.scoop.sh'],
  ...[
    'release.solana.com',
    'release.anza.xyz',
    'foundry.paradigm.xyz',
    'elan.lean-lang.org',
    'starship.rs',
    'ohmyposh.dev',
  ],
  ...[
    'get.haskellup.org',
    'get-ghcup.haskell.org',
    'get.nextflow.io',
    'install.duckdb.org',
    'clickhouse.com',
    'docs.getdbt.com',
  ],
  ...['nixos.org', 'install.determinate.systems', 'get.jetify.com', 'get.pulumi.com', 'sentry.io', 'setup.atuin.sh'],
  ...['cursor.com', 'opencode.ai', 'app.factory.ai', 'install.meteor.com', 'dagger.io', 'dl.dagger.io', 'get.rvm.io'],
]);

/** Owners on GitHub whose installers are the same for everyone. */
const OWNERS = new Set([
  ...['homebrew', 'nvm-sh', 'ohmyzsh', 'helm', 'kubernetes', 'kubernetes-sigs', 'anchore', 'aquasecurity', 'hashicorp'],
  ...[
    'rancher',
    'k3d-io',
    'golangci',
    'pyenv',
    'asdf-vm',
    'junegunn',
    'microsoft',
    'github',
    'google',
    'docker',
    'denoland',
  ],
  ...['argoproj', 'trufflesecurity', 'gitleaks', 'goreleaser', 'casey', 'direnv', 'zplug', 'conda-forge'],
]);
const GITHUB_HOSTS = new Set(['raw.githubusercontent.com', 'github.com']);

const ADDRESS = /^https:\/\/([a-z0-9.-]{1,100})(?:\/([a-z0-9_.-]{0,60}))?(?:[/?#]|$)/;

/** Whether an address is that of a well-known installer. Another user's name, port or host before it is not. */
export const isTrustedInstaller = (address: string): boolean => {
  const [, host = '', owner = ''] = ADDRESS.exec(address.toLowerCase()) ?? [];
  return GITHUB_HOSTS.has(host) ? OWNERS.has(owner) : HOSTS.has(host);
};
