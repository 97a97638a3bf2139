import { LlmBenchError } from '../../errors.ts'
import { askServer } from '../life/ask-server.ts'
import { parseExposition } from './exposition.ts'
import { llamaServerMetrics } from './llama-server.ts'
import type { ServerMetrics } from './server-metrics.ts'
import { vllmMetrics } from './vllm.ts'

const answerMs = 5000

/** A request for the metrics of a server. */
export interface MetricsRequest {
  /** Any address of the server; only its origin counts. */
  readonly url: string
  /** Headers such as the key that an API asks for; never written anywhere. */
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * Reads `/metrics` of a server. Null where there is none, or its names are not known:
 * whose metrics they are shows in their names.
 * @throws LlmBenchError `server-failed` when the server cannot be reached
 */
export async function readServerMetrics({ url, headers, signal }: MetricsRequest): Promise<ServerMetrics | null> {
  const address = new URL('/metrics', url)
  const { status, body } = await askServer({
    url: address,
    timeoutMs: answerMs,
    ...(headers === undefined ? {} : { headers }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LlmBenchError('server-failed', `the metrics of ${address.host} could not be read: ${reason}`, {
      cause: error,
    })
  })
  return status === 200 ? serverMetricsOf(body) : null
}

/** Reads a Prometheus text; null when it is neither llama-server's nor vLLM's. */
export function serverMetricsOf(text: string): ServerMetrics | null {
  const samples = parseExposition(text)
  if (samples.some(({ name }) => name.startsWith('llamacpp:'))) return llamaServerMetrics(samples)
  if (samples.some(({ name }) => name.startsWith('vllm:'))) return vllmMetrics(samples)
  return null
}
