import { metricNames } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import { compareFiles } from '../compare/compare.ts'
import { help } from '../help.ts'
import { parameters } from '../parameters.ts'
import { usageError } from '../usage-error.ts'

/** Exit code of a regression. */
const regression = 1

const options = {
  by: { type: 'string' },
  of: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * `llm-bench compare <a.json> <b.json>`; the exit code.
 * @throws LlmBenchError for a wrong call and for files that cannot be compared
 */
export function compareCommand(given: readonly string[]): number {
  const { values, positionals } = parameters('compare', given, options)
  if (values.help === true) {
    process.stdout.write(`${help}\n`)
    return 0
  }
  const [first, second, ...rest] = positionals
  if (first === undefined || second === undefined || rest.length > 0) {
    throw usageError('compare takes two files: llm-bench compare <a.json> <b.json>')
  }
  const { text, regressed } = compareFiles(first, second, { by: bandOf(values.by), of: metricOf(values.of) })
  process.stdout.write(`${text}\n`)
  return regressed ? regression : 0
}

function bandOf(text = '0.05'): number {
  const by = text.trim() === '' ? Number.NaN : Number(text)
  if (by >= 0 && by < 1) return by
  throw usageError(`--by is ${JSON.stringify(text)}: give a share of 0 or more and below 1, 0.05 for 5 %`)
}

function metricOf(text = 'latency'): MetricName {
  const name = metricNames.find((metric) => metric === text)
  if (name !== undefined) return name
  throw usageError(`--of is ${JSON.stringify(text)}: give one of ${metricNames.join(', ')}`)
}
