import type { Command } from '../commands/command.ts'
import { completions } from './completions.ts'
import { scripts } from './scripts.ts'

/** The script that completes these commands in a shell. */
export async function scriptOf(shell: keyof typeof scripts, commands: readonly Command[]): Promise<string> {
  return scripts[shell](await completions(commands))
}
