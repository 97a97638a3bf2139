import { resolve } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { shown } from '../../option-check/shown.ts'
import { baseOf } from '../../targets/endpoint/base-address.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = { url: { type: 'string' }, root: { type: 'string' } } as const
const call = 'llm-bench init'

/** The command `llm-bench init`. */
export const initCommand: Command = {
  name: 'init',
  summary: 'writes a configuration and a first bench file',
  group: 'measure',
  options,
  help: `  llm-bench init [--url <address>] [--root .]
      Writes what a folder lacks: package.json, a Vitest configuration with the plugin, and a first bench
      file, bench/first.bench.ts: of a model where node-llama-cpp is installed, else of a mock server;
      with --url of that endpoint. Finds out the package manager, TypeScript, an existing configuration
      and what is installed. Replaces nothing: what is to be added to an existing configuration is
      printed, and so is the next step.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('init', given, options)
    if (positionals.length > 0) throw notAllowed(call, shown(positionals[0]), 'the folder as --root <folder>')
    if (values.root === '') throw notAllowed(`${call} --root`, 'an empty text', 'a folder')
    const { url } = values
    if (url !== undefined) assertAddress(url)
    const { init } = await import('../init/init.ts')
    process.stdout.write(`${init(resolve(values.root ?? '.'), url ?? null)}\n`)
    return 0
  },
}

/** Refuses what `endpoint()` would, and all that may be a key: the address goes into a file that is committed. */
function assertAddress(url: string): void {
  const { username = '', password = '', search = '' } = URL.parse(url) ?? {}
  const found = [...(username + password === '' ? [] : ['user info']), ...(search === '' ? [] : ['a query'])]
  if (found.length > 0) {
    const what = `${found.join(' and ')} in ${JSON.stringify(printableAddress(url))}`
    throw notAllowed(`${call} --url`, what, 'the address without it: a key is read from a variable')
  }
  baseOf(url, `${call} --url`)
}
