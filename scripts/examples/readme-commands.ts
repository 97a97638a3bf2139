/** A line that a README tells its reader to type, and the exit code that it says it ends with. */
export interface ReadmeCommand {
  readonly line: string
  readonly exitCode: number
}

/** Addresses that stand for a service of the reader's. */
const service = /http:\/\/127\.0\.0\.1:\d+\/v1/g

/**
 * The commands that a README tells its reader to type: the lines of its `sh` blocks, in order. A comment behind one
 * that has `exit code 1` says that it fails. Those that install packages are left out, for all examples share one
 * installation.
 *
 * @param readme text of the page
 * @param url address that takes the place of the reader's own service
 */
export function readmeCommands(readme: string, url: string): ReadmeCommand[] {
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(service, url).trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !/^npm (?:install|ci)\b/.test(line))
    .map((line) => ({ line, exitCode: Number(/\s#.*\bexit code (\d+)/.exec(line)?.[1] ?? 0) }))
}

/** The commands as one script of bash, which ends with the code of the first that ends with another than it says. */
export function scriptOf(commands: readonly ReadmeCommand[]): string {
  return ['set -euo pipefail', ...commands.map(checked)].join('\n')
}

function checked({ line, exitCode }: ReadmeCommand): string {
  if (exitCode === 0) return line
  const wrong = `echo "this was to end with exit code ${exitCode}, and ended with $code"; exit 1`
  return `code=0\n${line.replace(/\s#.*$/, '')} || code=$?\n[ "$code" -eq ${exitCode} ] || { ${wrong}; }`
}
