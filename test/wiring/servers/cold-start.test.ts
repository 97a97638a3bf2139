import { expect, test } from 'vitest'
import { type SpawnedMockServerOptions, spawnMockServer } from '../../../src/mock-server/index.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

const loadMs = 1500
const quick = { ttft: 20, interToken: 2, tokens: 6 } as const

/** Runs a bench against each server, and gives the project with its report. */
async function benched(
  servers: Readonly<Record<string, { server: SpawnedMockServerOptions; options: string }>>,
  look: (project: Project, markdown: string) => void,
): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const tests: string[] = []
  for (const [name, { server, options }] of Object.entries(servers)) {
    const { url } = stack.use(await spawnMockServer({ ...quick, ...server }))
    tests.push(
      testOf(name, `await bench('${name}', { ${options} }, endpoint('${url}').chat('Why?', { maxTokens: 6 })).run()`),
    )
  }
  await using project = makeProject({ 'cold.bench.ts': [imports, ...tests].join('\n') })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  look(project, project.read('llm-bench-report/report.md'))
}

function checkOf({ checks }: RunRecord, id: string): string | undefined {
  return checks.find((check) => check.id === id)?.status
}

test('the load of a model is recorded by itself, with its cause, and is in no figure', async () => {
  const cold = { coldStart: loadMs, software: 'ollama' } as const
  await benched(
    {
      one: { server: cold, options: 'requests: 12' },
      four: { server: cold, options: 'requests: 12, load: concurrent(4)' },
      open: { server: cold, options: 'requests: 12, load: rate(20)' },
      unknown: { server: { coldStart: loadMs }, options: 'requests: 12, warmup: 3' },
      none: { server: { coldStart: loadMs }, options: 'requests: 12, warmup: 0' },
      warm: { server: { software: 'ollama' }, options: 'requests: 12' },
    },
    (project, markdown) => {
      for (const name of ['one', 'four', 'open', 'unknown', 'none']) {
        const { coldRequest, metrics } = runOf(project, name)
        expect(coldRequest?.ms, name).toBeGreaterThanOrEqual(loadMs)
        expect(coldRequest?.cause, name).toBe(name === 'unknown' || name === 'none' ? 'unknown' : 'model-load')
        if (name !== 'none') expect(metrics.latency.max, name).toBeLessThan(loadMs)
      }
      // It is alone, whatever the load is: others do not wait for it.
      expect(runOf(project, 'four').warmup.requests).toBeGreaterThanOrEqual(5)
      expect(runOf(project, 'unknown').warmup).toMatchObject({ requests: 3, settled: null })
      expect(checkOf(runOf(project, 'none'), 'cold-start')).toBe('warning')
      expect(runOf(project, 'warm').coldRequest?.cause).not.toBe('model-load')
      expect(markdown).toMatch(
        /the first request was cold: it took 1\.\d+ s \(its server had not loaded the model\) and is in no figure/u,
      )
      expect(markdown).toContain('is in every figure, for there was no warm-up')
      // Measured requests have the prompts that they have of a warm server.
      const places = ['one', 'warm'].map((name) => measuredOf(project, name).map(({ index }) => index))
      expect(places[0]).toEqual(places[1])
    },
  )
})

test('a server that is quicker with each request is warmed until it is no more', async () => {
  await benched(
    {
      alone: { server: { ttft: 60, warming: 15 }, options: 'requests: 12' },
      loaded: { server: { ttft: 60, warming: 15 }, options: 'requests: 12, load: concurrent(3)' },
      asked: { server: { ttft: 60, warming: 15 }, options: 'requests: 12, warmup: 2' },
      endless: { server: { ttft: 30, warming: 100_000 }, options: 'requests: 5, budget: 60_000' },
    },
    (project) => {
      for (const name of ['alone', 'loaded']) {
        const { warmup, metrics, coldRequest } = runOf(project, name)
        expect(warmup, name).toMatchObject({ settled: true })
        expect(warmup.requests, name).toBeGreaterThanOrEqual(12)
        expect(coldRequest?.ms, name).toBeGreaterThan(300)
        expect(metrics.ttft.p50, name).toBeLessThan(150)
        expect(checkOf(runOf(project, name), 'cold-start'), name).toBe('ok')
      }
      // A warm-up that somebody gave is as long as that.
      expect(runOf(project, 'asked').warmup).toMatchObject({ requests: 2, settled: null })
      // So slow a decay is none.
      expect(runOf(project, 'endless').warmup.requests).toBeLessThan(20)
    },
  )
})

test('a runner that was started again in the middle is seen', async () => {
  const server = { coldStart: 300, faults: [{ kind: 'runner-dies', requests: [10] }] } as const
  await benched({ dies: { server, options: 'requests: 25' } }, (project) => {
    const run = runOf(project, 'dies')
    expect(run.requests).toMatchObject({ attempted: 25, failed: 1 })
    expect(checkOf(run, 'restarted')).toBe('warning')
    expect(run.coldRequest?.ms).toBeGreaterThanOrEqual(300)
  })
})
