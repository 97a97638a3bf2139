import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

test('rampUp: 0 starts all clients at once, otherwise their first sends are spread, and the report says which', async () => {
  await using server = await spawnMockServer({ ttft: 600, interToken: 1, tokens: 4 })
  const answer = `endpoint('${server.url}').chat('Why?', { maxTokens: 4 })`
  await using project = makeProject({
    'starts.bench.ts': [
      imports,
      testOf(
        'at once',
        `await bench('at once', { load: concurrent(8, { rampUp: 0 }), requests: 16, warmup: 1 }, ${answer}).run()`,
      ),
      testOf('spread', `await bench('spread', { load: concurrent(8), requests: 16, warmup: 1 }, ${answer}).run()`),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('2 passed')

  const together = measuredOf(project, 'at once')
  const firsts = together.toSorted((one, other) => one.intended - other.intended).slice(0, 8)
  // One plan for all: nobody is meant to begin later, and all are in flight before the first is answered.
  expect(new Set(firsts.map(({ intended }) => intended)).size).toBe(1)
  expect(new Set(firsts.map(({ stream }) => stream)).size).toBe(8)
  expect(Math.max(...firsts.map(({ sent }) => sent))).toBeLessThan(Math.min(...firsts.map(({ end }) => end)))
  expect(runOf(project, 'at once').load).toMatchObject({
    firstSends: 'at-once',
    text: '8 clients, all started at once',
  })

  const apart = measuredOf(project, 'spread').map(({ intended }) => intended)
  expect(new Set(apart).size).toBeGreaterThan(8)
  expect(runOf(project, 'spread').load).toMatchObject({ firstSends: 'spread', text: '8 clients' })

  const report = project.read('llm-bench-report/report.md')
  expect(report).toMatch(/First sends .*all clients at once \(rampUp: 0\), as vllm bench serve does.*958 ms/u)
  expect(report).toMatch(/First sends .*spread.*vllm bench serve starts all clients at once, which is rampUp: 0/u)
})
