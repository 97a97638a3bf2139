import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commands } from '../../../src/cli/commands/commands.ts'
import { completions } from '../../../src/cli/completion/completions.ts'
import { scripts } from '../../../src/cli/completion/scripts.ts'

const known = await completions(commands)

/** Words that bash offers for each line, from one process that has really sourced the script. */
function offered(lines: readonly string[]): string[][] {
  const asked = lines.map(
    (line) =>
      `ask ${line
        .split(' ')
        .map((word) => `'${word}'`)
        .join(' ')}`,
  )
  const program = [
    scripts.bash(known),
    'ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _llm_bench; echo "${COMPREPLY[*]}"; }',
    'complete -p llm-bench',
    ...asked,
  ].join('\n')
  const [registered, ...words] = execFileSync('bash', ['--norc', '--noprofile', '-c', program], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  }).split('\n')
  expect(registered).toBe('complete -F _llm_bench llm-bench')
  return words.slice(0, lines.length).map((line) =>
    line
      .split(' ')
      .filter((word) => word !== '')
      .toSorted(),
  )
}

test.skipIf(process.platform === 'win32')('bash offers commands, options, their words, and files', () => {
  expect(
    offered([
      'llm-bench mo',
      'llm-bench ab --la',
      'llm-bench compare --of tt',
      'llm-bench models p',
      'llm-bench compare scr',
      'llm-bench compare a.json --inconclusive ',
      'llm-bench mock --line-end c',
      'llm-bench help exit',
      'llm-bench completion ',
      'llm-bench nonsense --',
    ]),
  ).toEqual([
    ['mock', 'models'],
    ['--launches'],
    ['ttft', 'ttfv'],
    ['prune', 'pull'],
    ['scripts.test.ts'],
    ['fail', 'pass', 'point'],
    ['crlf'],
    ['exit-codes'],
    expect.arrayContaining(['bash', 'zsh', 'fish']),
    [],
  ])
})

test('every command has each of its options in every script', () => {
  for (const script of [scripts.bash(known), scripts.zsh(known), scripts.fish(known)]) {
    for (const { name, options } of known) {
      expect(script).toContain(name)
      for (const option of options) expect(script).toContain(option.name.slice(2))
    }
  }
})

test.each(['zsh', 'fish'] as const)('%s reads its script, where it is installed', (shell) => {
  const script = scripts[shell](known)
  try {
    execFileSync(shell, ['-n'], { input: script, stdio: ['pipe', 'pipe', 'pipe'] })
  } catch (error) {
    // A machine without this shell.
    expect(error).toMatchObject({ code: 'ENOENT' })
  }
})

test('a word that a shell would read as more than a word is left out', async () => {
  const [odd] = await completions([
    {
      ...(commands[0] ?? expect.fail('no command')),
      options: { of: { type: 'string' } },
      choices: { of: ['fine', '$(id)', "it's", 'a b'] },
    },
  ])
  expect(odd?.options[0]?.choices).toEqual(['fine'])
})
