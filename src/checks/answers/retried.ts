import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/**
 * A request that was sent twice has no figure of its first sending, and the server may have done the work twice, or
 * have dropped it: what is seen of both is a connection that ends without an answer.
 */
export const retried: Check = ({ samples }) => {
  const again = samples.filter(({ http }) => http?.retried === true).length
  if (again === 0) return null
  return {
    id: 'retried',
    status: 'warning',
    protects: ['latency', 'ttft', 'ttfv', 'cost', 'successRate', 'goodput'],
    message:
      `${formatCount(again)} of ${formatCount(samples.length)} requests were sent twice, because the server closed a ` +
      'connection that it had kept, as it seems (one that drops a request looks the same); latency counts from the ' +
      "second sending, and both may be billed: raise the server's keep-alive time-out, and see its log",
  }
}
