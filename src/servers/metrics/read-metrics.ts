import type { Exchange, HttpClient } from '../../http/socket/client.ts'
import { formatBytes } from '../../figures.ts'
import { timeLimit } from '../../read-turns.ts'
import { parseExposition } from './exposition.ts'
import { llamaServerMetrics } from './llama-server.ts'
import type { ServerMetrics } from './server-metrics.ts'
import { sglangMetrics } from './sglang.ts'
import { vllmMetrics } from './vllm.ts'

/** A courtesy of the server: what it costs must not be noticed. */
const answerMs = 2000
/** Bytes of metrics that are read: servers have some ten thousand. */
const mostBytes = 8 * 2 ** 20

/** A server's counters, or the reason why there are none. */
export type MetricsReading =
  | { readonly state: 'read'; readonly metrics: ServerMetrics }
  | {
      readonly state: 'none'
      readonly reason: string
      /** Whether the time it may take has run out. */
      readonly slow: boolean
    }

/** Reads the metrics of one server: whose they are shows in their names. */
export class MetricsReader {
  readonly #client: HttpClient
  readonly #path: string
  readonly #headers: Readonly<Record<string, string>> | null
  #needsKey = false

  /**
   * @param client client of the server that has them
   * @param path path and query, below the client's address
   * @param headers those with the key, which are sent once the server has refused to answer without; null for none
   */
  constructor(client: HttpClient, path: string, headers: Readonly<Record<string, string>> | null) {
    this.#client = client
    this.#path = path
    this.#headers = headers
  }

  /** Asks for them; on a connection that is open already, where the client has one. */
  async read(): Promise<MetricsReading> {
    const limit = timeLimit(answerMs)
    let exchange = await this.#ask(limit)
    if (this.#headers !== null && !this.#needsKey && isForbidden(exchange)) {
      this.#needsKey = true
      exchange = await this.#ask(limit)
    }
    const { failure } = exchange
    if (failure?.class === 'aborted') return none(`there was no answer within ${answerMs / 1000} s`, true)
    if (failure !== null) return none(failure.message, failure.class === 'connect-timeout')
    if (exchange.body.length > mostBytes) return none(`they are more than ${formatBytes(mostBytes)}`, false)
    const metrics = serverMetricsOf(exchange.body.toString('utf8'))
    return metrics === null
      ? none("they are in names that are not known here (vLLM's, SGLang's and llama-server's are)", false)
      : { state: 'read', metrics }
  }

  async #ask(limit: AbortSignal): Promise<Exchange> {
    const headers = { accept: 'text/plain, */*;q=0.1', ...(this.#needsKey ? this.#headers : {}) }
    const request = { method: 'GET', path: this.#path, headers, body: null, expects: 'whole' } as const
    return await this.#client.exchange(request, limit)
  }
}

function none(reason: string, slow: boolean): MetricsReading {
  return { state: 'none', reason, slow }
}

function isForbidden({ status }: Exchange): boolean {
  return status === 401 || status === 403
}

/** Reads a Prometheus text; null when it is neither llama-server's nor vLLM's nor SGLang's. */
export function serverMetricsOf(text: string): ServerMetrics | null {
  const samples = parseExposition(text)
  if (samples.some(({ name }) => name.startsWith('llamacpp:'))) return llamaServerMetrics(samples)
  if (samples.some(({ name }) => name.startsWith('vllm:'))) return vllmMetrics(samples)
  if (samples.some(({ name }) => name.startsWith('sglang:'))) return sglangMetrics(samples)
  return null
}
