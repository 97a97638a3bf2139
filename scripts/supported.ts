import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { packInto } from './pack.ts'

/**
 * Packs this package, installs it as a user would beside one version of Node and one of Vitest, and
 * lets it measure an endpoint, and with `--model` a model in process:
 *
 *     node scripts/supported.ts --node 22.12.0 --vitest 5.1.0 --model
 */
const { values } = parseArgs({
  options: {
    node: { type: 'string', default: '24' },
    vitest: { type: 'string', default: '5' },
    model: { type: 'boolean', default: false },
  },
})

const config = `
import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({ plugins: [llmBench()] })
`

const endpointBench = `
import { concurrent, expect, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

test('an endpoint', async ({ bench, endpoint, onTestFinished }) => {
  const mock = await spawnMockServer({ ttft: 5, interToken: 1, tokens: 8 })
  onTestFinished(async () => await mock.close())
  const answer = endpoint(mock.url).chat('Why is the sky blue?', { maxTokens: 8 })
  const run = await bench('4 clients', { load: concurrent(4), requests: 40 }, answer).run()
  expect(run).toHaveP95Below(60_000)
  expect(run).toHaveSuccessRateAbove(0.5)
})
`

const modelBench = `
import { expect, test } from 'vitest-llm-bench'

test('a model', async ({ bench, model }) => {
  const llama = await model('synthetic:micro@Q4_0', { threads: 1 })
  const run = await bench('one client', { requests: 20 }, llama.chat('Why is the sky blue?', { maxTokens: 8 })).run()
  expect(run).toHaveP95Below(60_000)
})
`

const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-supported-'))
try {
  const { tarball } = packInto(folder, { asBuilt: false })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a-user', private: true, type: 'module' }))
  writeFileSync(join(folder, 'vitest.config.ts'), config)
  writeFileSync(join(folder, 'endpoint.bench.ts'), endpointBench)
  if (values.model) writeFileSync(join(folder, 'model.bench.ts'), modelBench)
  const packages = [tarball, `node@${values.node}`, `vitest@${values.vitest}`]
  if (values.model) packages.push('node-llama-cpp@3')
  const inFolder = { cwd: folder, stdio: 'inherit', preferLocal: true, localDir: folder } as const
  await execa('npm', ['install', '--no-audit', '--no-fund', '-D', ...packages], inFolder)
  const { stdout: used } = await execa('node', ['--version'], { ...inFolder, stdio: undefined })
  if (!`${used}.`.startsWith(`v${values.node}.`)) throw new Error(`Node ${used} is used, not ${values.node}`)
  const { all } = await execa('node', ['node_modules/vitest/vitest.mjs', 'bench', '--run'], {
    ...inFolder,
    stdio: undefined,
    stdout: ['inherit', 'pipe'],
    stderr: ['inherit', 'pipe'],
    all: true,
  })
  const [warning] = /^.*Warning:.*$/m.exec(all) ?? []
  if (warning !== undefined) throw new Error(`a warning that users would see: ${warning}`)
  const report = JSON.parse(readFileSync(join(folder, 'llm-bench-report', 'report.json'), 'utf8')) as {
    runs: readonly unknown[]
  }
  const wanted = values.model ? 2 : 1
  if (report.runs.length !== wanted) throw new Error(`the report has ${report.runs.length} runs, not ${wanted}`)
  process.stdout.write(`Node ${values.node}, Vitest ${values.vitest}: ${wanted} measured and reported\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
