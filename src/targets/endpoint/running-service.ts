import type { EndpointOptions } from './endpoint-options.ts'
import type { ServiceOptions } from './service-options.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { exampleAddress } from './base-address.ts'

/** A service that runs already, as a configuration names it: no secret is written there. */
export type RunningService = Readonly<ServiceOptions>

/**
 * The service to measure instead of starting one: `LLM_BENCH_URL` (with `LLM_BENCH_MODEL` and
 * `LLM_BENCH_API_KEY`), else the one that the configuration names. Null where there is none.
 * @throws LlmBenchError `invalid-option` when the variable that should hold the key is not set
 */
export function runningService(
  configured: RunningService | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EndpointOptions | null {
  const url = environment['LLM_BENCH_URL']
  if (url !== undefined && url !== '') {
    checkAddress('LLM_BENCH_URL', url)
    return { url, ...modelAndKey(environment['LLM_BENCH_MODEL'], environment['LLM_BENCH_API_KEY']) }
  }
  if (configured === null) return null
  checkAddress(configuredAs('url'), configured.url)
  const { apiKeyEnv, apiKeyHeader } = configured
  const key = apiKeyEnv === undefined ? undefined : environment[apiKeyEnv]
  if (apiKeyEnv !== undefined && (key === undefined || key === '')) {
    throw notAllowed(configuredAs('apiKeyEnv'), shown(apiKeyEnv), 'the name of an environment variable that is set')
  }
  const header = apiKeyHeader === undefined ? {} : { apiKeyHeader }
  return { url: configured.url, ...modelAndKey(configured.model, key), ...header }
}

/** An option of a service as the plugin's options name it, where a profile's may stand too. */
function configuredAs(option: keyof ServiceOptions): string {
  return `llmBench({ endpoint.${option} })`
}

/** Checks an address where its origin can still be named: further on nobody knows it. */
function checkAddress(where: string, url: string): void {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return
  throw notAllowed(where, JSON.stringify(printableAddress(url)), `an address such as ${exampleAddress}`)
}

function modelAndKey(model: string | undefined, apiKey: string | undefined): Pick<EndpointOptions, 'model' | 'apiKey'> {
  return {
    ...(model === undefined || model === '' ? {} : { model }),
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
  }
}
