import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = (maxTokens: number): string => `
import { expect, test } from 'vitest-llm-bench'
test('kept', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('kept', { requests: 60 }, llama.complete('Why?', { maxTokens: ${maxTokens} })).run()
  expect(run).toNotRegressFrom('main', { by: 0.5, of: 'tpot', accept: ['invalid-baseline'] })
})
`

test('a baseline is saved, compared with, refused for other work, and read by the command', async () => {
  await using project = makeProject({ 'a.bench.ts': bench(16) })
  const missing = await runVitest(project, ['bench', '--run'])
  expect(missing.exitCode).toBe(1)
  expect(missing.output).toContain('vitest bench --mode baseline')

  const saved = await runVitest(project, ['bench', '--run', '--mode', 'baseline'])
  expect(saved.exitCode, saved.output).toBe(0)
  expect(saved.output).toMatch(/Baseline "main": 1 run saved\n\s+\/.*\.llm-bench\/baselines\/[0-9a-f]{12}\/main\.json/)
  const path = /\S+main\.json/.exec(saved.output)?.[0] ?? ''
  const before = join(project.folder, 'before.json')
  project.write({ 'before.json': project.read('llm-bench-report/report.json') })

  const again = await runVitest(project, ['bench', '--run'])
  expect(project.report().runs[0]?.claims).toMatchObject([{ matcher: 'toNotRegressFrom', metric: 'tpot' }])
  expect(again.output).not.toContain('baseline-missing')

  project.write({ 'a.bench.ts': bench(8) })
  const other = await runVitest(project, ['bench', '--run'])
  expect(other.exitCode).toBe(1)
  expect(other.output).toMatch(/maxTokens/)

  const command = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  const same = await execa(process.execPath, [command, 'compare', path, path, '--of', 'tpot', '--by', '0.4'], {
    reject: false,
  })
  // On a machine that is too busy to be believed nothing is decided.
  expect([0, 3], same.stderr).toContain(same.exitCode)
  expect(same.stdout).toMatch(/kept +tpot .* 1\.00 /)
  const wrong = await execa(process.execPath, [command, 'compare', before, join(project.folder, 'nowhere.json')], {
    reject: false,
  })
  expect(wrong.exitCode).toBe(2)
  expect(wrong.stderr).toContain('nowhere.json')
})

test('a model on other settings is refused with the fields named, and accepted when asked for', async () => {
  await using project = makeProject({ 'a.bench.ts': bench(16) })
  await runVitest(project, ['bench', '--run', '--mode', 'baseline'])
  project.write({ 'vitest.config.ts': configFile().replace('threads: 1', 'threads: 1, contextSize: 1024') })
  const refused = await runVitest(project, ['bench', '--run'])
  expect(refused.output).toMatch(/contextSize 1024 here, 512 there/)
  const asked = bench(16).replace("of: 'tpot'", "of: 'tpot', fingerprint: 'any'")
  const open = "  expect(run).toNotRegressFrom('main', { missing: 'inconclusive' })\n})\n"
  project.write({ 'a.bench.ts': asked.replace(/\}\)\n$/u, open) })
  await runVitest(project, ['bench', '--run'])
  const why = 'saved with another fingerprint, contextSize 1024 here, 512 there: save one here with vitest bench'
  expect(project.report().runs[0]?.claims).toMatchObject([
    { observed: expect.any(Number) },
    {
      observed: 'no baseline',
      verdict: 'inconclusive',
      passed: true,
      rests: { doubts: [expect.stringContaining(why)] },
    },
  ])
})
