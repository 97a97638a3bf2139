import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** A model of the AI SDK's shape that streams eight words, 5 ms apart; `busyMs` it computes between them. */
const moduleOf = (busyMs: number): string => `
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
export default {
  specificationVersion: 'v2',
  provider: 'test',
  modelId: 'words',
  supportedUrls: {},
  doGenerate: () => Promise.reject(new Error('only streams')),
  async doStream() {
    return {
      stream: new ReadableStream({
        async start(controller) {
          controller.enqueue({ type: 'stream-start', warnings: [] })
          controller.enqueue({ type: 'text-start', id: '1' })
          for (let word = 0; word < 8; word++) {
            await wait(5)
            const until = performance.now() + ${busyMs}
            while (performance.now() < until);
            controller.enqueue({ type: 'text-delta', id: '1', delta: 'word ' })
          }
          controller.enqueue({ type: 'text-end', id: '1' })
          controller.enqueue({ type: 'finish', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 8, totalTokens: 11 } })
          controller.close()
        },
      }),
    }
  },
}
`

const benchFile = `
import { concurrent, test } from 'vitest-llm-bench'
test('busy', async ({ bench, languageModel }) => {
  const model = languageModel(() => import('./model.js'), { hosts: 1 })
  await bench('clients', { load: concurrent(4), requests: 24, warmup: 4 }, model.chat('Why?', { maxTokens: 8 })).run()
})
`

test('a client that computes where it should stamp is found out, and its times are no ground for a claim', async () => {
  await using project = makeProject({ 'model.js': moduleOf(25), 'busy.bench.ts': benchFile })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [run] = project.report().runs
  expect(run?.requests).toMatchObject({ attempted: 24, succeeded: 24 })
  expect(run?.checks.find(({ id }) => id === 'event-loop-lag')).toMatchObject({ status: 'invalid' })
  // Nothing is wrong with what the model said.
  const others = ['early-stop', 'replayed', 'token-count', 'prefix-cache', 'failures'].flatMap(
    (id) => run?.checks.filter((check) => check.id === id && check.status === 'invalid') ?? [],
  )
  expect(others).toEqual([])
})
