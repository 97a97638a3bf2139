import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modelCache, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** Children of the process that owns the hosts, by the program they run, and their resident memory. */
const rollups = `
import { readdirSync, readFileSync } from 'node:fs'
const read = (path) => { try { return readFileSync(path, 'latin1') } catch { return '' } }
const rollups = () => readdirSync('/proc').filter((pid) => /^\\d+$/.test(pid))
  .filter((pid) => read('/proc/' + pid + '/cmdline').includes('model-host') && read('/proc/' + pid + '/stat').includes(' ' + process.ppid + ' '))
  .map((pid) => Number(/^Rss:\\s+(\\d+) kB$/m.exec(read('/proc/' + pid + '/smaps_rollup'))?.[1]) * 1024)
`

test('the memory of a model is predicted within 5 %, measured as smaps has it, and held to a budget', async ({
  skip,
}) => {
  skip(process.platform !== 'linux', 'memory is read from /proc')
  await using project = makeProject({
    'memory.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
${rollups}
test.for([true, false])('mmap %s', async (mmap, { bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q8_0', { mmap })
  const run = await bench('short', { requests: 3 }, llama.complete({ tokens: 8 }, { maxTokens: 2 })).run()
  const { predicted, growthBytes, peakRssBytes } = run.record.memory
  expect(Math.abs(predicted.totalBytes / growthBytes - 1)).toBeLessThan(0.05)
  // The host of this model is the one whose memory is nearest: the other one may be there still.
  const nearest = Math.min(...rollups().map((bytes) => Math.abs(bytes / peakRssBytes - 1)))
  expect(nearest).toBeLessThan(0.02)
})
test('too large', async ({ model }) => {
  await model('synthetic:llama-3.1-8b@F16', { memoryBudget: '12 GB' })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(output).toMatch(
    /model "synthetic llama-3\.1-8b F16 seed 0" needs about 16\.\d GB of memory .*the memoryBudget is 12\.0 GB; what fits: Q8_0 \(8\.\d+ GB\)/,
  )
  expect(existsSync(join(modelCache, 'synthetic', 'llama-3.1-8b-F16-seed0-v1.gguf'))).toBe(false)
  expect(output).toMatch(/Tests.* 1 failed.* 2 passed/)
  expect(exitCode).toBe(1)
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toMatch(/\| Memory predicted +\| 1\d\d MB; grew by 1\d\d MB at most, [+-][\d.]+ % off/)
  expect(markdown).toMatch(/\| of it by the header +\| 143 MB mapped, 11\.8 MB KV cache, /)
})
