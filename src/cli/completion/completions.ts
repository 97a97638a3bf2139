import type { Command } from '../commands/command.ts'

/** An option as a shell completes it. */
export interface CompletedOption {
  /** With its dashes. */
  readonly name: string
  /** False where it stands alone. */
  readonly takesValue: boolean
  /** Words for its value; none where they are not known. */
  readonly choices: readonly string[]
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  /** Words that may stand behind its name; none where these are files. */
  readonly words: readonly string[]
  readonly options: readonly CompletedOption[]
}

/** Names and words that reach a shell's script: no character of them means anything to one. */
const harmless = /^[\w.:@-]+$/u

/** Commands as shells complete them, from the very options that they read. */
export async function completions(commands: readonly Command[]): Promise<readonly CompletedCommand[]> {
  return await Promise.all(commands.map(completedCommand))
}

async function completedCommand({ name, summary, words, choices, options }: Command): Promise<CompletedCommand> {
  const known = typeof options === 'function' ? await options() : options
  const own = Object.entries(known).map(([option, { type }]) => ({
    name: `--${option}`,
    takesValue: type === 'string',
    choices: (choices?.[option] ?? []).filter((word) => harmless.test(word)),
  }))
  const help = { name: '--help', takesValue: false, choices: [] }
  return { name, summary, words: words ?? [], options: [...own, help] }
}
