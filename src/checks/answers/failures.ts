import { formatCount } from '../../figures.ts'
import { plainExcerpt } from '../../plain-text.ts'
import type { FailedRequest } from '../../samples/facts.ts'
import type { FailureClass } from '../../samples/sample.ts'
import type { Check } from '../evidence/check.ts'

/** Columns that the words of a failure may take. */
const longestMessage = 120

/** Reasons that are told one by one: the rest is counted together. */
const mostReasons = 4

/** Counts failures by reason, most frequent first, with the words of the first and the way out. */
export const failures: Check = ({ samples }) => {
  const failed = samples.filter((sample) => sample.state === 'failed')
  const reasons = [...Map.groupBy(failed, kindOf)].toSorted(([, one], [, other]) => other.length - one.length)
  const first = reasons[0]?.[1][0]
  if (first === undefined) return null
  const told = reasons.slice(0, reasons.length > mostReasons ? mostReasons - 1 : mostReasons)
  const counts = told.map(([name, those], place) => {
    const words = place === 0 ? ` ("${plainExcerpt(first.failure.message, longestMessage)}")` : ''
    return `${formatCount(those.length)} ${name}${words}`
  })
  const rest = failed.length - told.reduce((sum, [, those]) => sum + those.length, 0)
  if (rest > 0) counts.push(`${formatCount(rest)} for other reasons`)
  return {
    id: 'failures',
    status: 'warning',
    protects: ['successRate', 'goodput'],
    message:
      `${formatCount(failed.length)} of ${formatCount(samples.length)} requests failed: ${counts.join(', ')}; ` +
      `${counts.length > 1 ? 'for the first, ' : ''}${wayOut(first)}`,
  }
}

/** Answers of different statuses are different failures. */
function kindOf({ failure, http }: FailedRequest): string {
  const { class: name } = failure
  return name === 'http-status' && (http?.status ?? null) !== null ? `${name} ${http?.status}` : name
}

const waysOut: Readonly<Record<Exclude<FailureClass, 'http-status'>, string>> = {
  empty: "look at the finish reason, maxTokens and the prompt's template",
  engine: "read the log of the model's process",
  'context-full': "raise the model's option contextSize, lower maxTokens, or ask fewer turns",
  aborted: 'raise the time-out of the test',
  refused: 'start the server, or correct the port',
  dns: 'correct the name of the host',
  tls: "give the endpoint's option tls the certificate authority",
  proxy: 'start or correct the proxy, or go without it by the option proxy: false or NO_PROXY',
  'connect-timeout': "raise the endpoint's timeout.connect, or lower the load",
  reset: "read the server's log, and lower the load",
  'first-token-timeout': "raise the endpoint's timeout.firstToken, or lower the load",
  stall: "raise the endpoint's timeout.stall, or read the server's log",
  'total-timeout': "raise the endpoint's timeout.total, or lower maxTokens",
  'server-error': "read the server's log",
  malformed: 'give the URL of an OpenAI-compatible API',
  truncated: 'look for a proxy that cuts long answers, and read the log of the server',
  'content-filter': 'ask for what the filter lets pass, or switch it off',
  'invalid-answer': 'read the answers in the journal',
  'task-failed': 'read what the task gave back in the journal',
  'task-error': 'read the messages in the journal, and mend the task',
}

function wayOut({ failure, http }: FailedRequest): string {
  return failure.class === 'http-status' ? statusWayOut(http?.status ?? 0) : waysOut[failure.class]
}

function statusWayOut(status: number): string {
  if (status === 429 || status === 503) return 'lower the rate or the number of clients'
  if (status === 401 || status === 403) return 'give an apiKey that may use the model'
  if (status === 404) return 'correct the URL or the name of the model'
  if (status === 426 || status === 505) return 'switch HTTP/1.1 on at the server'
  return status >= 500 ? "read the server's log" : 'leave out what the server does not take'
}
