import { plainFact } from '../../../src/plain-text.ts'
import type { MetricName } from '../../../src/record/metric.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { runFigures } from '../../../src/metrics/figures/run-figures.ts'
import type { DataOutput } from './data-output.ts'
import { type NamedRun, namedRuns } from './named-runs.ts'

/** Times, as summaries in seconds. */
const times: readonly (readonly [MetricName, name: string, help: string])[] = [
  ['latency', 'latency', 'Time from sending a request to the end of its answer.'],
  ['response', 'response', 'Time from the moment a request was due to the end of its answer, of open loads.'],
  ['ttft', 'time_to_first_token', 'Time from sending a request to its first token.'],
  ['tpot', 'time_per_output_token', 'Time of an output token after the first.'],
]

/** Figures of the run, as gauges: the name of ours, the name here, and what it is. */
const gauges: readonly (readonly [figure: string, name: string, help: string])[] = [
  ['requests-per-second', 'requests_per_second', 'Answered requests per second.'],
  ['output-tokens-per-second', 'output_tokens_per_second', 'Output tokens per second.'],
  ['items-per-second', 'items_per_second', 'Texts or documents per second.'],
  ['success-rate', 'success_ratio', 'Answered requests over those that were made.'],
  ['cost-per-request', 'request_cost_usd', 'US dollars a request.'],
  ['energy-per-request', 'request_energy_joules', 'Energy of the window over the answered requests.'],
]

const quantiles = [
  ['0.5', 'p50'],
  ['0.9', 'p90'],
  ['0.95', 'p95'],
  ['0.99', 'p99'],
] as const

type Labels = Readonly<Record<string, string>>

function escaped(text: string): string {
  return plainFact(text)
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
}

function sample(name: string, labels: Labels, value: number): string {
  const inside = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}{${inside.join(',')}} ${value}\n`
}

function family(name: string, type: string, help: string, samples: readonly string[], unit = ''): string {
  if (samples.length === 0) return ''
  const told = unit === '' ? '' : `# UNIT ${name} ${unit}\n`
  return `# TYPE ${name} ${type}\n${told}# HELP ${name} ${help}\n${samples.join('')}`
}

function summary({ run, name }: NamedRun, metric: MetricName, family_: string): string[] {
  const { n, mean, ...statistics } = run.metrics[metric]
  if (n === 0 || mean === null || (metric === 'response' && run.load.kind !== 'open')) return []
  const labels = { run: name }
  return [
    ...quantiles.flatMap(([quantile, statistic]) => {
      const value = statistics[statistic]
      return value === null ? [] : [sample(family_, { ...labels, quantile }, value / 1000)]
    }),
    sample(`${family_}_count`, labels, n),
    sample(`${family_}_sum`, labels, (mean * n) / 1000),
  ]
}

function infoOf({ git }: Report['environment'], run: RunRecord, name: string): Labels {
  return {
    run: name,
    model: run.target.model,
    backend: run.target.backend ?? 'unknown',
    load: run.load.text,
    provenance: run.provenance,
    state: run.state,
    commit: git?.commit ?? 'unknown',
  }
}

function* rendered(report: Report): Generator<string> {
  const runs = namedRuns(report)
  const infos = runs.map(({ run, name }) => sample('llm_bench_run_info', infoOf(report.environment, run, name), 1))
  yield family('llm_bench_run', 'info', 'A measured run.', infos)
  for (const [metric, name, help] of times) {
    const full = `llm_bench_${name}_seconds`
    const samples = runs.flatMap((run) => summary(run, metric, full))
    yield family(full, 'summary', help, samples, 'seconds')
  }
  const requests = runs.flatMap(({ run, name }) => [
    sample('llm_bench_requests', { run: name, state: 'completed' }, run.requests.succeeded),
    sample('llm_bench_requests', { run: name, state: 'failed' }, run.requests.failed),
  ])
  yield family('llm_bench_requests', 'gauge', 'Requests that were made.', requests)
  for (const [figure, name, help] of gauges) {
    const samples = runs.flatMap(({ run, name: label }) =>
      runFigures(run)
        .filter((each) => each.name === figure)
        .map(({ value }) => sample(`llm_bench_${name}`, { run: label }, value)),
    )
    yield family(`llm_bench_${name}`, 'gauge', help, samples)
  }
  yield '# EOF\n'
}

/** The output `openmetrics`: OpenMetrics text 1.0. */
export const openmetrics: DataOutput = {
  name: 'openmetrics',
  file: 'openmetrics.txt',
  render: rendered,
}
