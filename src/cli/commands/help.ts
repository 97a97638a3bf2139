import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { exitCodesText } from '../exit-codes.ts'
import { commandHelp, helpOf } from '../help.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const exitCodesTopic = 'exit-codes'

/**
 * The command `llm-bench help`.
 * @param others every other command
 */
export function helpCommandOf(others: readonly Command[]): Command {
  const names = others.map(({ name }) => name)
  return {
    name: 'help',
    summary: 'says what a command does, and what exit codes mean',
    group: null,
    options: {},
    words: [...names, exitCodesTopic],
    help: `  llm-bench help [<command> | exit-codes]
      Lists the commands, says all of one, or what each exit code means.`,
    notes: null,
    // oxlint-disable-next-line require-await -- a command is asynchronous
    async run(given) {
      const [topic, ...more] = parameters('help', given, {}).positionals
      if (more.length > 0) throw notAllowed('llm-bench help', shown(more[0]), 'one command, or exit-codes')
      process.stdout.write(`${textOf(topic, others, names)}\n`)
      return 0
    },
  }
}

function textOf(topic: string | undefined, others: readonly Command[], names: readonly string[]): string {
  if (topic === undefined) return helpOf(others)
  if (topic === exitCodesTopic) return exitCodesText()
  const command = others.find(({ name }) => name === topic)
  if (command !== undefined) return commandHelp(command)
  throw noSuchName('llm-bench help', { name: topic, known: [...names, exitCodesTopic], kind: 'topic' })
}
