import { metricDefinitions, metricNames } from '../../../../src/metrics/definitions.ts'
import { isOpen } from '../../../words/load-label.ts'
import type { Report } from '../../../../src/record/report.ts'
import { folded } from '../folded.ts'
import { table } from '../table.ts'

const statistics = [
  'Times are stamped with the monotonic clock by the process that owns the request, in milliseconds. ' +
    '`sent` is when the request was taken or its first byte written, `intended` when the load plan wanted it, ' +
    '`first` the first generated token, `end` the last one; n is the number of output tokens of a request.',
  'Percentiles are linear between ranks (R-7, the default of R, NumPy and Excel).',
  'Intervals of percentiles and rates are exact binomial ones, two-sided at 90 %; each end is a one-sided test ' +
    'at 5 %. Fewest samples for a pass with none above the limit: 5 for p50, 29 for p90, 59 for p95, 299 for p99. ' +
    'Intervals of means are bootstrapped (BCa, seeded), those of token rates come from batch means.',
  'A claim passes when its interval lies wholly on the right side of the limit, fails when it lies wholly ' +
    'on the other, and is inconclusive in between. What an inconclusive claim does to its test is the policy: ' +
    '`point` lets the point estimate decide, `fail` and `pass` are what they say.',
  'A percentile has one interval, and a claim about it is judged by that one. Figures “incl. failures” count a ' +
    'failed request as +infinity, and claims judge these; all others are of answered requests only.',
  'Tokens/s is the output tokens of answered requests over the measured window, first send to last end. ' +
    'Where it is marked “steady” it is over the steady window, from the moment as many requests are in flight ' +
    'as there are clients to the last send, and so is its interval; ' +
    'the figure over the whole window is in the details of the run.',
  'What was observed once (load time, memory, backend, declared prices) is a fact with n = 1 and has no interval.',
  'Warm-up requests are in no figure; the first, cold request is shown apart.',
]

const openStatement =
  'An open load sends each request at a moment fixed beforehand, its `intended`; `response` counts from it, ' +
  'so that whoever had to wait to be sent is in its percentiles. The rate asked for is that of the schedule itself, ' +
  'which for random arrivals is a little off the mean of the plan.'

/** The method: the definitions of every metric in the report, and how its statistics are made. */
export function methodDetails(report: Report): string {
  if (report.runs.length === 0) return ''
  const used = metricNames.filter((name) => report.runs.some((run) => run.metrics[name].n > 0))
  const definitions =
    used.length === 0
      ? null
      : table(
          [
            { heading: 'Metric', cell: ({ label }) => label },
            { heading: 'Unit', cell: ({ unit }) => unit },
            { heading: 'Definition', cell: ({ formula }) => formula },
            { heading: 'Better', cell: ({ better }) => better },
          ],
          used.map((name) => metricDefinitions[name]),
        )
  const statements = report.runs.some(isOpen) ? [...statistics, openStatement] : statistics
  return folded(
    'Method: what each figure is, and how intervals and verdicts are made',
    definitions,
    statements.map((statement) => `- ${statement}`).join('\n'),
  )
}
