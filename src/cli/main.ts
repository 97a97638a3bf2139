#!/usr/bin/env node
import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { packageManifest } from '../package-root.ts'
import { plainText } from '../plain-text.ts'
import { commands } from './commands/commands.ts'
import { commandHelp, helpOf } from './help.ts'
import { usageError } from './usage-error.ts'

/** Exit code of a command that could not do its work. */
const unusable = 2

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
  if (name === '--help' || name === '-h') return print(helpOf(commands))
  if (name === '--version') return print(packageManifest().version)
  const known = commands.map((each) => each.name)
  if (name === undefined) throw usageError(`name a command: ${known.join(', ')}; see llm-bench --help`)
  const chosen = commands.find((each) => each.name === name)
  if (chosen !== undefined) {
    const asksForHelp = given.some((word) => word === '--help' || word === '-h')
    return asksForHelp ? print(commandHelp(chosen)) : await chosen.run(given)
  }
  const nearest = nearestName(name, known)
  const hint = nearest === null ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`
  throw usageError(`there is no command ${JSON.stringify(name)}: ${hint} See llm-bench --help`)
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}
