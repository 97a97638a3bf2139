import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFile, makeProject } from './support/project.ts'
import { runVitest } from './support/vitest.ts'

const bench = `import { test } from 'vitest-llm-bench'\ntest('x', () => {})\n`

/** Lines that name an error or are of its stack, code or cause. */
function told(output: string): string[] {
  return output.split('\n').filter((line) => /Error:|^\s+at |\bcode:|\[cause\]|errno/u.test(line))
}

// Paths that are short enough for sockets: with a longer one /tmp is taken instead.
test.skipIf(process.platform === 'win32').for([
  ['/missing', 'it does not exist; set TMPDIR to a folder'],
  ['/dev/null', 'nothing can be written there ('],
] as const)('TMPDIR %s is one line before any test, and exit code 1', async ([TMPDIR, why]) => {
  await using project = makeProject({ 'x.bench.ts': bench })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { TMPDIR })
  expect(exitCode, output).toBe(1)
  const line = `no folder for sockets can be made in the temporary folder "${TMPDIR}": ${why}`
  expect(told(output)).toEqual([expect.stringContaining(line)])
})

test.for([
  ['modle: {}', 'llmBench({ modle }): there is no option "modle"; did you mean "models"?'],
  ["power: { watts: '5' }", 'llmBench({ power.watts }): "5" is not allowed here; give watts above 0, as a number'],
] as const)('an option of the plugin that is wrong is one line, too: %s', async ([options, message]) => {
  await using project = makeProject({ 'x.bench.ts': bench, 'vitest.config.ts': configFile(options) })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  expect(told(output)).toEqual([expect.stringContaining(message)])
})

test('an empty HOME is no folder of the project: the home folder of the user is taken', async () => {
  await using project = makeProject({
    'x.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('x', async ({ model }) => {
  const { message } = await model('~/no-such.gguf').catch((error) => error)
  expect(message).toContain('/no-such.gguf')
  expect(message).not.toContain('~')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { HOME: '' })
  expect(exitCode, output).toBe(0)
  expect(output).not.toContain(join(project.folder, '.cache'))
})

test('a CI that names a service keeps no local model from loading', async () => {
  await using project = makeProject({
    'x.bench.ts': `
import { test } from 'vitest-llm-bench'
test('x', async ({ bench, model }) => {
  const micro = await model('synthetic:micro')
  await bench('x', { requests: 1, warmup: 0 }, micro.complete('a', { maxTokens: 2 })).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { CI: 'woodpecker' })
  expect(exitCode, output).toBe(0)
})
