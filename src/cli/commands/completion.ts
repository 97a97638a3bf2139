import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

const call = 'llm-bench completion'

/**
 * The command `llm-bench completion`.
 * @param others every other command
 */
export function completionCommandOf(others: () => readonly Command[]): Command {
  return {
    name: 'completion',
    summary: 'prints a script that completes commands and options in a shell',
    group: null,
    options: {},
    words: shells,
    help: `  llm-bench completion bash | zsh | fish
      Prints a script that completes commands, options and the words that they take.
      bash: source <(npx llm-bench completion bash), or the same line in ~/.bashrc
      zsh:  source <(npx llm-bench completion zsh) behind compinit, or the same line in ~/.zshrc
      fish: npx llm-bench completion fish > ~/.config/fish/completions/llm-bench.fish
      It completes the word llm-bench; what stands behind npx is completed by nobody but npx.`,
    notes: null,
    async run(given) {
      const [shell, ...more] = parameters('completion', given, {}).positionals
      if (shell === undefined || more.length > 0) {
        throw notAllowed(call, shell === undefined ? 'no shell' : shown(more[0]), 'one of bash, zsh, fish')
      }
      const { scriptOf } = await import('../completion/script-of.ts')
      process.stdout.write(await scriptOf(shellOf(shell), others()))
      return 0
    },
  }
}

function shellOf(name: string): Shell {
  const found = shells.find((shell) => shell === name)
  if (found !== undefined) return found
  throw noSuchName(call, { name, known: shells, kind: 'shell' })
}
