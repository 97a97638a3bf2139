import { LlmBenchError } from '../errors.ts'
import { formatCount } from '../figures.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { Rows } from '../samples/table/rows.ts'

/**
 * Refuses a run of failures only.
 * @throws LlmBenchError `engine-failed` where not one request succeeded, with the first failure
 */
export function assertMeasured(name: string, samples: Rows<RequestFacts>): void {
  const failed = samples.filter((sample) => sample.state === 'failed')
  const [first] = failed
  if (samples.length > 0 && failed.length < samples.length) return
  const why =
    first === undefined
      ? 'the budget ended before the first request'
      : `${first.failure.class}: ${first.failure.message}`
  throw new LlmBenchError(
    'engine-failed',
    `bench "${name}": none of ${formatCount(samples.length)} requests succeeded (${why})`,
  )
}
