import { LlmBenchError } from '../errors.ts'
import { isOwnLimit } from './socket/connection-failure.ts'
import type { Exchange } from './socket/exchange.ts'

/** Option and address of a question that was refused. */
export interface AskedWith {
  /** The endpoint's option that named the path; left out where it is the usual one. */
  readonly option?: string | undefined
  /** Address of the API, for a list of models that is needed because no model was named; else left out. */
  readonly needsListOf?: string | undefined
}

/** Error of a check that failed, in one line: the endpoint, the failure, the way out. */
export function endpointError(origin: string, exchange: Exchange, path: string, asked: AskedWith = {}): LlmBenchError {
  const { failure, status } = exchange
  const message = failure?.message ?? 'unknown failure'
  const line = (what: string, wayOut: string): string => `endpoint ${origin} ${what}: ${wayOut}`
  if (status !== null && failure?.class === 'http-status')
    return new LlmBenchError(
      'endpoint-refused',
      `endpoint ${origin} answered ${path} with ${refusal(status, message, asked)}`,
    )
  switch (failure?.class ?? 'empty') {
    case 'refused':
      return unreachable(
        isOwnLimit(message)
          ? line(`cannot be connected to (${message})`, 'or ask for fewer clients')
          : line(`is not there (${message})`, 'start the server, or correct the url'),
      )
    case 'dns':
      return unreachable(line(`cannot be found (${message})`, 'correct the host in the url, or check the network'))
    case 'tls':
      return unreachable(line(`cannot be trusted (${message})`, tlsWayOut(message)))
    case 'proxy':
      return unreachable(
        line(
          `cannot be reached through a proxy (${message})`,
          'start or correct the proxy, or go without it by the option proxy: false or the variable NO_PROXY',
        ),
      )
    case 'connect-timeout':
      return unreachable(line(`did not answer (${message})`, 'check the url, the network and firewalls'))
    case 'aborted':
      return unreachable(
        line(
          'did not answer the request for its models in time',
          'check whether the server is busy or still loading: readyTimeout waits for it',
        ),
      )
    case 'malformed':
      return new LlmBenchError(
        'endpoint-refused',
        line(`does not speak HTTP as expected (${message})`, protocolWayOut(message)),
      )
    case 'http-status':
    case 'reset':
    case 'truncated':
    case 'first-token-timeout':
    case 'stall':
    case 'total-timeout':
    case 'server-error':
    case 'content-filter':
    case 'empty':
    default:
      return unreachable(
        line(`gave no answer (${message})`, 'check the server, and whether the url should begin with https://'),
      )
  }
}

function unreachable(message: string): LlmBenchError {
  return new LlmBenchError('endpoint-unreachable', message)
}

/** Ways out where a server does not speak HTTP/1.1. */
const otherProtocol = 'switch HTTP/1.1 on at the server, or measure it through a gateway that speaks it'

function protocolWayOut(message: string): string {
  if (/HTTP\/[2-9]/.test(message)) return otherProtocol
  if (/is TLS/.test(message)) return 'begin the url with https://'
  return 'check the port, and whether the url should begin with https://'
}

function tlsWayOut(message: string): string {
  if (/HTTP\/2/.test(message)) return otherProtocol
  if (/ALTNAME/.test(message)) return 'use the name in its certificate, or give it as tls: { servername }'
  if (/SELF_SIGNED|UNABLE_TO|ISSUER/.test(message))
    return "give the server's certificate, or its authority's, as tls: { ca }"
  if (/EXPIRED|NOT_YET/.test(message)) return "renew the server's certificate, or correct the clock"
  return 'check whether the server speaks https at this port, or use http://'
}

function refusal(status: number, message: string, asked: AskedWith): string {
  // A redirect's message says already what to do.
  if (status < 400) return message
  return `${message}: ${refusalWayOut(status, message, asked)}`
}

/** Words of a gateway that misses a key, or does not know it. */
const aboutKey = new RegExp(
  [
    String.raw`\bapi[ _-]?keys?\b`,
    String.raw`\b(?:virtual|master|invalid|missing|no|expired) key\b`,
    String.raw`\bbearer\b|authenticat|authoriz?s?ation header|credentials?\b`,
  ].join('|'),
  'i',
)

function refusalWayOut(status: number, message: string, { option, needsListOf }: AskedWith): string {
  if (status === 401) return 'give a valid apiKey'
  if (status === 403)
    return 'give an apiKey that may ask for it, or name the model, or leave this check out with health: false'
  if ((status === 400 || status >= 500) && aboutKey.test(message)) return 'give a valid apiKey'
  if ((status === 404 || status === 405) && option !== undefined) return `correct the endpoint's option ${option}`
  if ((status === 404 || status === 405) && /\/v\d+(?:\/|$)/.test(needsListOf ?? ''))
    return 'it may have no list of models: name the one to measure with model'
  if (status === 404 || status === 405) return 'does the path of the url lack "/v1"?'
  if (status === 426 || status === 505) return otherProtocol
  if (status === 429) return 'wait, or ask for a higher limit'
  if (status === 503) return 'wait until the server has loaded its model, or let readyTimeout wait for it'
  return "see the server's log"
}
