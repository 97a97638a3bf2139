import { expect, test } from 'vitest'
import { makeProject } from '../support/project.ts'
import { runVitest } from '../support/vitest.ts'

const wayOut = (name: string): string =>
  `; if it is the fixture "${name}" of vitest-llm-bench, Vitest's own test has none: ` +
  "import { test } from 'vitest-llm-bench'"

/** The lines of the errors that a run printed, each as often as it was. */
function errorsIn(output: string): string[] {
  return output.split('\n').flatMap((line) => /TypeError: .*/u.exec(line) ?? [])
}

test("a fixture that Vitest's own test lacks leads to the import that has it", async () => {
  await using project = makeProject({
    'plain.bench.ts': `
import { expect, test } from 'vitest'
import { simulated } from 'vitest-llm-bench'
test('a', async ({ bench, endpoint }) => { await bench('x', endpoint('http://127.0.0.1:9/v1').chat('a')).run() })
test('b', async ({
  model,
}) => { await model('synthetic:micro') })
test('c', async (context) => { const { server } = context; await server.vllm({ model: 'a' }) })
test('d', async ({ server: { ollama } }) => { await ollama({ model: 'a' }) })
test('e', async (context) => { await context.measure(simulated().chat('a')) })
test('f', async ({ loadSweep }) => { await loadSweep('s', simulated().chat('a'), { concurrency: [1] }) })
test('works', async ({ bench }) => {
  const run = await bench('y', { requests: 1, warmup: 0 }, simulated({ ttft: 1, tpot: 1 }).chat('a')).run()
  expect(run.record.requests.succeeded).toBe(1)
})
`,
    'global.bench.ts': `it('g', async ({ findMaxLoad }) => { await findMaxLoad('s') })\n`,
    'other.bench.ts': `
import { test } from 'vitest'
const model = undefined
const tool = { vllm: 5 }
test('a variable', () => { model('a') })
test('another function', ({ task }) => { tool.vllm() })
`,
    'ours.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('ours', ({ model }) => { const endpoint = model.endpoint; endpoint('a') })
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run', '--globals'])
  expect(exitCode, output).toBe(1)
  expect(errorsIn(output).toSorted()).toEqual(
    [
      `TypeError: endpoint is not a function${wayOut('endpoint')}`,
      `TypeError: model is not a function${wayOut('model')}`,
      `TypeError: Cannot read properties of undefined (reading 'vllm')${wayOut('server')}`,
      `TypeError: Cannot read properties of undefined (reading 'ollama')${wayOut('server')}`,
      `TypeError: context.measure is not a function${wayOut('measure')}`,
      `TypeError: loadSweep is not a function${wayOut('loadSweep')}`,
      `TypeError: findMaxLoad is not a function${wayOut('findMaxLoad')}`,
      'TypeError: model is not a function',
      'TypeError: tool.vllm is not a function',
      'TypeError: endpoint is not a function',
    ].toSorted(),
  )
  expect(output).toContain('1 passed')
})
