import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { tellingLines } from '../../../../src/cli/ab/sides/telling-lines.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

test('of a Vitest whose bench files fail what was thrown is told, not its summary nor the source around it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'telling-lines-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {}')
  const thrown = 'endpoint http://127.0.0.1:1 is not there: start the server'
  writeFileSync(
    join(folder, 'a.test.mjs'),
    `import { test, expect } from 'vitest'
test('first', () => { expect(1).toBe(2) })
test('second', () => { throw new Error('${thrown}') })
`,
  )
  const { all } = await execa(join(root, 'node_modules/.bin/vitest'), ['--run'], {
    cwd: folder,
    reject: false,
    all: true,
    env: { FORCE_COLOR: '1' },
  })
  expect(tellingLines(all)).toEqual([`Error: ${thrown}`])
})

test('lines around an error are left out in every form', () => {
  const lines = [
    ' FAIL  a.bench.ts > fails',
    'AssertionError: expected 1 to be 2 // Object.is equality',
    '- Expected',
    '+ Received',
    ' ❯ a.bench.ts:3:37',
    "    1| import { test, expect } from 'vitest'",
    '     |                                     ^',
    'Caused by: TypeError: fetch failed',
    "Serialized Error: { code: 'endpoint-unreachable' }",
    '⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[2/2]⎯',
    'report written to .llm-bench/report.json',
    ' Test Files  1 failed (1)',
    '      Tests  2 failed | 1 passed (3)',
    '     Errors  1 error',
    'Type Errors  no errors',
    '   Start at  20:11:56',
    '   Duration  199ms (transform 41%)',
  ]
  expect(tellingLines(lines.join('\n'))).toEqual([
    'AssertionError: expected 1 to be 2 // Object.is equality',
    'Caused by: TypeError: fetch failed',
    'report written to .llm-bench/report.json',
  ])
})

test('words that only look like those of a summary stay', () => {
  const lines = ['Tests are not there', 'Duration of the load is unknown', 'Errors in line 3']
  expect(tellingLines(lines.join('\n'))).toEqual(lines)
})
