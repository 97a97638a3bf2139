import { alignRows } from '../text-table.ts'
import type { Command, CommandGroup } from './commands/command.ts'

const groups: Readonly<Record<CommandGroup, string>> = {
  measure: 'Measure',
  compare: 'Compare',
  look: 'Look, and keep in order',
}

/** Lines of the help that are about no command. */
const others: readonly (readonly [string, string])[] = [
  ['help <command>', 'says all of one; so does llm-bench <command> --help'],
  ['help exit-codes', 'what each exit code means, in one table'],
  ['completion bash|zsh|fish', 'prints a script that completes commands and options in a shell'],
  ['--version', 'prints the version'],
]

/** The text of `llm-bench --help`. */
export function helpOf(commands: readonly Command[]): string {
  const sections = Object.entries(groups).map(([group, title]) => ({
    title,
    rows: commands.filter((command) => command.group === group).map(({ name, summary }) => [name, summary] as const),
  }))
  const all = [...sections, { title: 'Help', rows: others }].filter(({ rows }) => rows.length > 0)
  const lines = alignRows(all.flatMap(({ rows }) => rows))
  let next = 0
  const texts = all.map(({ title, rows }) => {
    const own = lines.slice(next, (next += rows.length))
    return [title, ...own.map((line) => `  ${line}`)].join('\n')
  })
  return [
    'llm-bench <command> [options]: the command line of vitest-llm-bench',
    ...texts,
    'Bench files are run by Vitest itself: npx vitest bench --run',
  ].join('\n\n')
}

/** The text of `llm-bench <command> --help`. */
export function commandHelp({ help, notes }: Command): string {
  return notes === null ? help : `${help}\n\n${notes}`
}
