import { judgeRateAbove } from '../verdicts/rate.ts'
import { invalid, shown } from './arguments.ts'
import { conclude, type Matcher } from './claim.ts'
import { figureBeside, printable } from './format.ts'
import { measuredRun } from './measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that more than a share of all requests succeed: were answered with at least one token.
     * Judged by an exact binomial test at 5 %. With no failure 59 requests are the fewest with which
     * 0.95 can pass, 149 for 0.98, 299 for 0.99.
     *
     * @param ratio - 0 or more and below 1.
     * @throws LlmBenchError `not-measured` when the value is no run, `.not` included;
     * `invalid-option` for a wrong ratio.
     * @example
     * expect(run).toHaveSuccessRateAbove(0.98)
     */
    toHaveSuccessRateAbove: (ratio: number) => R
  }
}

const matcher = 'toHaveSuccessRateAbove'

/** The matcher `expect(run).toHaveSuccessRateAbove(ratio)`. */
export const toHaveSuccessRateAbove: Matcher<[ratio: number]> = function judge(received, ratio) {
  if (!(typeof ratio === 'number' && ratio >= 0 && ratio < 1)) {
    throw invalid(
      `${matcher}: the ratio must be 0 or more and below 1, received ${shown(ratio)}; 98 % is 0.98`,
    )
  }
  const subject = measuredRun(received, matcher)
  const { attempted, succeeded, failures } = subject.record.requests
  const judgement = judgeRateAbove(succeeded, attempted, ratio)
  return conclude(this, {
    matcher,
    subject,
    metric: 'successRate',
    unit: '',
    what: 'success rate',
    relation: `above ${ratio}`,
    threshold: ratio,
    judgement,
    observed: figureBeside(judgement.observed, ratio),
    provenance: subject.record.provenance,
    counted: 'requests',
    details: () => [`${succeeded} of ${attempted} requests succeeded${failureKinds(failures)}`],
  })
}

function failureKinds(failures: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(failures).filter(([, count]) => count > 0)
  if (kinds.length === 0) return ''
  return `; failed: ${kinds.map(([kind, count]) => `${count} ${printable(kind)}`).join(', ')}`
}
