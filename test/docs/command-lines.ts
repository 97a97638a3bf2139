import { execa } from 'execa'
import { commands } from '../../src/cli/commands/commands.ts'
import { parameters } from '../../src/cli/parameters.ts'

/** Calls of `llm-bench` and of `vitest` that stand in lines of a shell, each with its words. */
export function callsIn(code: string): string[][] {
  return code
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => line.replace(/(?:^|\s)#.*$/, '').split(/&&|\|\|?|[;()]|>(?= )/))
    .map((part) => (part.match(/"[^"]*"|'[^']*'|<[^>]*>|\S+/g) ?? []).map(withoutQuotes))
    .map((words) => words.slice(words.findIndex((word) => word === 'llm-bench' || word === 'vitest')))
    .filter(([program]) => program === 'llm-bench' || program === 'vitest')
}

function withoutQuotes(word: string): string {
  return /^(["']).*\1$/.test(word) ? word.slice(1, -1) : word
}

/** What is wrong with a call, in the words of the program itself; null where all of it is there. */
export async function callProblem([program = '', ...words]: readonly string[]): Promise<string | null> {
  try {
    if (program === 'vitest') await checkVitest(words)
    else await checkOwn(words)
    return null
  } catch (error) {
    return String(error)
  }
}

let vitestHelp: Promise<string> | null = null

/** Vitest itself takes whatever option it is given. */
async function checkVitest(words: readonly string[]): Promise<void> {
  vitestHelp ??= execa('node', ['node_modules/vitest/vitest.mjs', 'bench', '--help']).then(({ stdout }) => stdout)
  const help = await vitestHelp
  const named = words.filter((word) => word.startsWith('--')).map((word) => word.split(/[=.]/)[0] ?? word)
  const unknown = named.filter((name) => {
    const written = name.replaceAll(/(?<=\w)-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return !new RegExp(`(?:^|[\\s,])${written}(?![\\w-])`, 'm').test(help)
  })
  if (unknown.length > 0) throw new Error(`vitest has no option ${unknown.join(', ')}`)
}

/** @throws LlmBenchError for an option that the command does not have; Error for no such command */
async function checkOwn([name = '', ...given]: readonly string[]): Promise<void> {
  const command = commands.find((each) => each.name === name)
  if (command === undefined) {
    if (/^(?:--help|--version|<command>)$/.test(name)) return
    throw new Error(`llm-bench has no command ${name}`)
  }
  const options = typeof command.options === 'function' ? await command.options() : command.options
  // Levels are several words behind one option, which only this command joins.
  const joined = given.filter((word, index) => !/^\d+$/.test(word) || !/^\d+$/.test(given[index - 1] ?? ''))
  parameters(name, joined, options)
}
