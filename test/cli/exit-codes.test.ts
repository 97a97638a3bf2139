import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodes, exitCodesText } from '../../src/cli/exit-codes.ts'

test('the help and the page have the same table', () => {
  const page = readFileSync(new URL('../../docs/command.md', import.meta.url), 'utf8')
  const text = exitCodesText()
  for (const { code, commands, meaning } of exitCodes) {
    const names = commands.map((name) => (name === 'all' ? 'all' : `\`${name}\``)).join(', ')
    expect(page).toContain(`| ${code} | ${names} | ${meaning} |`)
    expect(text).toMatch(new RegExp(`^${commands.join(', ')} +${code} +${meaning.replaceAll(/[()]/g, '\\$&')}$`, 'mu'))
  }
})
