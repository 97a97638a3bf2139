import { LlmBenchError } from '../errors.ts'
import { noSuchName, notAllowed } from '../option-check/sentences.ts'
import { packageManifest } from '../package-root.ts'
import { plainText } from '../plain-text.ts'
import { commands } from './commands/commands.ts'
import { failureCode } from './failure-code.ts'
import { commandHelp, helpOf } from './help.ts'

const program = 'llm-bench'

/**
 * Runs the command line of `llm-bench`.
 *
 * @param given what stands behind the program's name
 * @returns the exit code
 */
export async function run(given: readonly string[]): Promise<number> {
  try {
    return await command(given)
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`)
    return failureCode(given, error)
  }
}

function wordsOf(error: unknown): string {
  // An error of ours is one line; any other is a fault of this program, whose place helps to find it.
  if (!(error instanceof LlmBenchError)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const line = plainText(error.message.split('\n', 1)[0] ?? '')
  // A wrong call is written as it was made.
  return line.startsWith(program) ? line : `${program}: ${line}`
}

async function command([name, ...given]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') return print(helpOf(commands))
  if (name === '--version') return print(packageManifest().version)
  const known = commands.map((each) => each.name)
  if (name === undefined) {
    throw notAllowed(program, 'no command', `one of ${known.join(', ')}; see ${program} --help`)
  }
  const chosen = commands.find((each) => each.name === name)
  if (chosen !== undefined) {
    const asksForHelp = given.some((word) => word === '--help' || word === '-h')
    return asksForHelp ? print(commandHelp(chosen)) : await chosen.run(given)
  }
  throw noSuchName(program, { name, known, kind: 'command' })
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}
