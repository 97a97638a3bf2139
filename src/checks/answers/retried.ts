import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** A request that was sent twice has no figure of its first sending, and the server may have done the work twice. */
export const retried: Check = ({ samples }) => {
  const again = samples.filter(({ http }) => http?.retried === true).length
  if (again === 0) return null
  return {
    id: 'retried',
    status: 'warning',
    protects: ['latency', 'ttft', 'ttfv', 'cost'],
    message:
      `${formatCount(again)} of ${formatCount(samples.length)} requests were sent twice, because the server had ` +
      'closed the connection it kept; latency counts from the second sending, and both may be billed: ' +
      "raise the server's keep-alive time-out",
  }
}
