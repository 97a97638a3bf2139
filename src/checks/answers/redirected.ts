import { formatCount } from '../../figures.ts'
import { plainExcerpt } from '../../plain-text.ts'
import type { Check } from '../evidence/check.ts'

/** Columns that a path may take. */
const longestPath = 80

/** A redirect costs a request one more round trip, once: those after it go straight, to another path than was asked. */
export const redirected: Check = ({ samples }) => {
  const led = samples.flatMap(({ http }) => (http?.redirectedTo === undefined ? [] : [http]))
  const [first] = led
  if (first?.redirectedTo === undefined) return null
  const paid = led.filter(({ redirects }) => redirects !== undefined).length
  const to = plainExcerpt(first.redirectedTo, longestPath)
  const base = { id: 'redirected', protects: ['latency', 'ttft', 'ttfv'] }
  const found = `the server redirects to ${to}`
  if (paid === 0) return { ...base, status: 'ok', message: `${found}: every measured request went straight there` }
  return {
    ...base,
    status: 'warning',
    message:
      `${found}: ${formatCount(paid)} of ${formatCount(samples.length)} requests were sent again for it, and their ` +
      'times hold both: have a warm-up, or name the path with the option paths',
  }
}
