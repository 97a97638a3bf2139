import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../../../src/cli/ab/launch.ts'
import { collectEnvironment } from '../../../src/machine/facts/environment.ts'
import { artifactOf, seededRun } from '../../baseline/constructed.ts'
import { makeFolder } from './sides/folder.ts'

/** Stands for the Vitest of a release that knows no folder for reports, and measures the first time only. */
const once = `
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
if (existsSync('llm-bench-report')) {
  console.error('it crashed')
  process.exitCode = 1
} else {
  mkdirSync('llm-bench-report')
  copyFileSync('made.json', 'llm-bench-report/report.json')
}
`

test('the report of the launch before is not taken for that of one that measured nothing', async () => {
  const environment = collectEnvironment(process.cwd())
  const { record } = artifactOf(seededRun(30, 40, 1))
  const generator = { name: 'vitest-llm-bench', version: '0' }
  const report = JSON.stringify({ schemaVersion: 2, generator, environment, runs: [record] })
  using folder = makeFolder({ 'vitest.mjs': once, 'made.json': report })
  const revision = { name: 'main', commit: '0', isWorkingTree: false }
  const side = { revision, folder: folder.path, vitest: join(folder.path, 'vitest.mjs') }
  const stop = new AbortController().signal
  const plan = { side, letter: 'a', set: 0, vitestArguments: [], stop } as const
  const first = await launch({ ...plan, output: join(folder.path, 'reports/1') })
  expect(first.runs).toHaveLength(1)
  await expect(launch({ ...plan, output: join(folder.path, 'reports/2') })).rejects.toThrow(
    'vitest bench measured nothing in main (exit code 1): it crashed',
  )
})
