import { type Installed, install, installHelp, readInstallLine, thisMachine } from './install-command.ts';

const sentences = ({ action, file, backup, made, afterwards, text }: Installed): readonly string[] => {
  const kept = backup === undefined ? [] : [`What was there is in ${backup}.`];
  const leftOut = made.leftOut.map(
    (variable) => `${variable} is not written: give it as a flag to have it there, or set it where the client starts.`,
  );
  switch (action) {
    case 'unchanged':
      return [`${file} has the server already.`];
    case 'would write':
      return [`Would write this to ${file}, beside what is there:`, '', text.trimEnd(), '', ...leftOut];
    case 'written':
      return [`The server is in ${file}.`, ...kept, ...leftOut, afterwards];
    default:
      return action satisfies never;
  }
};

const jsonOf = ({ client, file, action, backup, made }: Installed): string =>
  JSON.stringify({ client, file, action, backup: backup ?? null, server: made.entry, left_out: made.leftOut });

/** `tmws-mcp install`. @throws UsageError, ConfigError, ProgramError for a file that cannot be read or written */
export const runInstall = async (words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> => {
  const request = readInstallLine(words, environment);
  if (request === undefined) {
    process.stdout.write(installHelp());
    return;
  }
  const installed = await install(request, thisMachine(environment));
  process.stdout.write(`${request.json ? jsonOf(installed) : sentences(installed).join('\n')}\n`);
};
