#!/usr/bin/env node
import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { packageManifest } from '../package-root.ts'
import { plainText } from '../plain-text.ts'
import { compareCommand } from './commands/compare-command.ts'
import { help } from './help.ts'
import { importCommand } from './commands/import-command.ts'
import { usageError } from './usage-error.ts'

/** Exit code where something kept the command from telling. */
const unusable = 2

/** Each takes what comes after its name, and resolves to the exit code. */
const commands: Readonly<Record<string, (given: readonly string[]) => Promise<number>>> = {
  compare: async (given) => compareCommand(given),
  import: async (given) => importCommand(given),
  // They start processes and servers: what they need is not loaded for the others.
  selfcheck: async (given) => await (await import('./commands/selfcheck-command.ts')).selfcheckCommand(given),
  mock: async (given) => await (await import('./commands/mock-command.ts')).mockCommand(given),
}

process.exitCode = await run(process.argv.slice(2))

async function run(given: readonly string[]): Promise<number> {
  try {
    return await command(given)
  } catch (error) {
    if (!(error instanceof LlmBenchError)) throw error
    process.stderr.write(`llm-bench: ${plainText(error.message.split('\n', 1)[0] ?? '')}\n`)
    return unusable
  }
}

async function command([name, ...given]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') return print(help)
  if (name === '--version') return print(packageManifest().version)
  const known = Object.keys(commands)
  if (name === undefined) throw usageError(`name a command: ${known.join(', ')}; see llm-bench --help`)
  const chosen = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (chosen !== undefined) return await chosen(given)
  const nearest = nearestName(name, known)
  throw usageError(
    `there is no command ${JSON.stringify(name)}: ${nearest === null ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`} See llm-bench --help`,
  )
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}
