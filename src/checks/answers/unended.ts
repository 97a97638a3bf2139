import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Answers that were waited for until a time-out, because nothing but a finish reason said that they were over. */
export const unended: Check = ({ samples }) => {
  const count = samples.filter((sample) => sample.state === 'completed' && sample.unended === true).length
  if (count === 0) return null
  return {
    id: 'unended',
    status: 'warning',
    protects: ['throughput', 'requestRate'],
    message:
      `${formatCount(count)} of ${formatCount(samples.length)} answers gave a finish reason and then neither [DONE] ` +
      'nor the end of the body: they count as complete, after a wait in which their clients sent nothing; ' +
      "have the server end its streams, or lower the endpoint's timeout.stall",
  }
}
