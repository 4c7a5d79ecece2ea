/** What `npm start -- --help` prints. */
export const helpText = `Runs the whole platform on this machine.

  npm start -- [options]

  --port <number>   port of the site and API, on localhost (default 3000); the AWS proxy and the console take the next two if free
  --fresh           begin with empty data
  --seed <name>     demo (default): a demo world when the data is empty; none: nothing
  --data <folder>   folder for data, logs and platform.json (default .local)
  --help            this text

Environment:
  DYNAMODB_ENDPOINT  use this DynamoDB instead of the embedded engine

URLs, demo log-ins, ports and process ids are printed and written to platform.json in the data folder.
Ctrl-C stops everything; the data stays.`;

/** The options of one start. */
export interface CommandLine {
  port: number;
  fresh: boolean;
  seed: 'demo' | 'none';
  data: string;
  help: boolean;
}

/** Reads the arguments after the script's name; fails with one sentence on what it does not know. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const options: CommandLine = { port: 3000, fresh: false, seed: 'demo', data: '.local', help: false };
  const rest = args.flatMap((arg) =>
    /^--\w+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  );
  for (let at = 0; at < rest.length; at++) {
    const name = rest[at];
    if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--fresh') options.fresh = true;
    else if (name === '--port') options.port = portOf(rest[++at]);
    else if (name === '--seed') options.seed = seedOf(rest[++at]);
    else if (name === '--data') options.data = folderOf(rest[++at]);
    else throw new Error(`There is no option ${name}; --help lists them.`);
  }
  return options;
}

function portOf(text: string | undefined): number {
  const port = Number(text);
  if (text && Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`--port takes a number from 1 to 65535, not ${text ?? 'nothing'}.`);
}

function seedOf(text: string | undefined): CommandLine['seed'] {
  if (text === 'demo' || text === 'none') return text;
  throw new Error(`--seed takes demo or none, not ${text ?? 'nothing'}.`);
}

function folderOf(text: string | undefined): string {
  if (text && !text.startsWith('--')) return text;
  throw new Error('--data takes a folder.');
}
