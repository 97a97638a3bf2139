import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/commands.ts'
import { helpOf } from '../../src/cli/help.ts'

test('the list of commands fits a terminal, and has each command once', () => {
  const lines = helpOf(commands).split('\n')
  expect(lines.filter((line) => line.length > 100)).toEqual([])
  for (const { name, summary } of commands) {
    if (name === 'help') continue
    const own = lines.filter((line) => line.trimStart().startsWith(`${name} `))
    expect(own).toHaveLength(1)
    expect(own[0]).toContain(summary)
  }
})

test('the help of a command begins with its usage and names each of its options', async () => {
  for (const { name, help, notes, options } of commands) {
    expect(help).toMatch(new RegExp(`^  llm-bench ${name}\\b`, 'u'))
    expect(help.split('\n').filter((line) => line.length > 120)).toEqual([])
    // The mock server's many are listed on its page.
    if (name === 'mock') continue
    for (const option of Object.keys(typeof options === 'function' ? await options() : options)) {
      expect(`${help}${notes ?? ''}`).toContain(`--${option}`)
    }
  }
})
