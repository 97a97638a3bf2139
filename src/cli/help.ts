import type { Command } from './commands/command.ts'

/** The text of `llm-bench --help`. */
export function helpOf(commands: readonly Command[]): string {
  return [
    'llm-bench: compare and make the reports of vitest-llm-bench, and check what makes them',
    ...commands.map(({ help }) => help),
    '  llm-bench --help, --version; llm-bench <command> --help',
    ...commands.flatMap(({ notes }) => notes ?? []),
  ].join('\n\n')
}

/** The text of `llm-bench <command> --help`. */
export function commandHelp({ help, notes }: Command): string {
  return notes === null ? help : `${help}\n\n${notes}`
}
