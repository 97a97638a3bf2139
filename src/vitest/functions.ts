import { Bench } from 'tinybench'
import { type BenchmarkGroup, type BenchResult, recordArtifact } from 'vitest'
import { functionChart } from '../../reporters/charts/function-chart.ts'
import { systemPerformance } from '../clock.ts'
import { formatCount, formatNumber } from '../figures.ts'
import { plainText } from '../plain-text.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { filePath } from '../worker/project-place.ts'
import { workerContext } from '../worker/worker-context.ts'

/**
 * Measures ordinary functions as Vitest's built-in provider does: the same engine, the same
 * options, the same results. Afterwards each is told to the reporters.
 */
export async function measureFunctions({
  test,
  config,
  options,
  registrations,
}: BenchmarkGroup): Promise<BenchResult[]> {
  const bench = new Bench({
    signal: test.context.signal,
    name: test.fullTestName,
    retainSamples: config.retainSamples,
    ...options,
    // Under fake timers a function takes as long as ever.
    now: systemPerformance.now.bind(systemPerformance),
  })
  for (const { name, fn, fnOpts } of registrations) bench.add(name, fn, fnOpts)
  await bench.run()
  const errors = bench.tasks.flatMap(({ result }) => (result.state === 'errored' ? [result.error] : []))
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, 'Some benchmarks failed')
  const results: BenchResult[] = []
  for (const { name, result } of bench.tasks) {
    if (result.state !== 'completed') {
      throw new Error(`task "${name}" did not complete: received "${result.state}"`)
    }
    results.push({ ...result, name })
  }
  for (const result of results) await tell(test, result)
  return results
}

async function tell(test: BenchmarkGroup['test'], { name, latency }: BenchResult): Promise<void> {
  const figures = {
    name,
    calls: latency.samplesCount,
    meanMs: latency.mean,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    rmePercent: latency.rme,
  }
  try {
    const { attempt, repeat } = attemptsOf(test)
    const file = filePath(workerContext().runRoot, test.file.filepath)
    await recordArtifact(test, { type: 'vitest-llm-bench:function', file, attempt, repeat, ...figures })
    await test.context.annotate(
      `${plainText(name)}: mean ${formatNumber(latency.mean)} ms, n = ${formatCount(latency.samplesCount)}`,
      'llm-bench',
      {
        contentType: 'image/svg+xml',
        body: functionChart({ ...figures, minMs: latency.min, maxMs: latency.max, p75Ms: latency.p75 }),
        bodyEncoding: 'utf-8',
      },
    )
  } catch {
    // The test is over already, or a reporter refused: the result itself is Vitest's to show.
  }
}
