import { formatShare } from '../../figures.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { Check } from '../evidence/check.ts'
import { numbersOf, type Rows } from '../../samples/table/rows.ts'

/** Starts this close together, as a share of the median duration, count as one start. */
const together = 0.02
const fewestStarts = 20
/** A share of clustered starts above this multiple of that of independent clients is suspicious. */
const suspicious = 3

/**
 * Clients whose requests are equally long may march in step, so that every time to first token is
 * the one of a synchronized burst. Compares how often neighbouring starts of different clients fall
 * together with how often independent clients' would (1 - exp(-rate x window)).
 */
export const lockStep: Check = ({ header, samples }) => {
  const { concurrency } = header.plan
  if (concurrency < 2 || samples.length < fewestStarts) return null
  const observed = clusteredShare(samples)
  const independent = 1 - Math.exp(-concurrency * together)
  const inStep = observed > Math.min(0.5, suspicious * independent)
  const message =
    `${formatShare(observed)} of requests start together with another ` +
    `(${formatShare(independent)} if clients were independent)`
  return {
    id: 'lock-step',
    status: inStep ? 'warning' : 'ok',
    protects: ['ttft', 'latency'],
    message: inStep
      ? `${message}: read the time to first token as that of a burst, or vary the prompt lengths`
      : message,
  }
}

function clusteredShare(samples: Rows<MeasuredRequest>): number {
  const starts = numbersOf(samples, ({ sent }) => sent).toSorted()
  const durations = numbersOf(samples, ({ sent, end }) => end - sent).toSorted()
  const window = (durations[Math.floor(durations.length / 2)] ?? 0) * together
  let clustered = 0
  for (let i = 1; i < starts.length; i++) {
    if ((starts[i] as number) - (starts[i - 1] as number) < window) clustered++
  }
  return clustered / (starts.length - 1)
}
