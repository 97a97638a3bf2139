import type { RunRecord } from '../../../../src/record/run.ts'
import { formatCount, formatDuration } from '../../../../src/figures.ts'
import type { Fact } from './fact.ts'

/** Facts about the connections and answers of a run over HTTP. */
export function httpFacts({ http, requests, load }: RunRecord): Fact[] {
  if (http === null) return []
  const { connected, connectP50Ms, statuses, retryAfter, retried, redirected, redirectedTo } = http
  const opened =
    connected === 0
      ? 'none while it was measured: every request found one open'
      : `${formatCount(connected)} for ${formatCount(requests.attempted)} requests; ` +
        `to open one (DNS, TCP, TLS) took ${formatDuration(connectP50Ms)} (median)`
  const answers = Object.entries(statuses).map(([status, count]) => `${status}: ${formatCount(count)}`)
  return [
    ['Connections opened', opened],
    ['HTTP status', answers.length === 0 ? 'no answer had one' : answers.join(', ')],
    [
      'Retry-After',
      retryAfter === 0
        ? null
        : `in ${formatCount(retryAfter)} ${retryAfter === 1 ? 'answer' : 'answers'}; ` +
          (load.waits === null ? 'recorded, not obeyed' : 'obeyed: clients waited, and nothing was sent again'),
    ],
    [
      'Redirected',
      redirectedTo === null
        ? null
        : `to ${redirectedTo}; of the measured requests ${formatCount(redirected)} went there by the redirect`,
    ],
    [
      'Sent twice',
      retried === 0
        ? null
        : `${formatCount(retried)} ${retried === 1 ? 'request' : 'requests'}, ` +
          'on a fresh connection after a kept one was closed',
    ],
  ]
}
