/** Addresses that stand for a service of the reader's. */
const service = /http:\/\/127\.0\.0\.1:\d+\/v1/g

/**
 * The commands that a README tells its reader to type: the lines of its `sh` blocks, in order. Those that install
 * packages are left out, for all examples share one installation.
 *
 * @param readme text of the page
 * @param url address that takes the place of the reader's own service
 */
export function readmeCommands(readme: string, url: string): string[] {
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(service, url).trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !/^npm (?:install|ci)\b/.test(line))
}
