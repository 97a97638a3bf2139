import type { Backend } from '../../record/target.ts'
import { hubSpec } from '../../models/hub-address.ts'
import { parseModelSpec, type SpecContext } from '../../models/spec.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { wholeOf } from '../number-of.ts'
import type { AskedTarget } from './asked-bench.ts'

const call = 'llm-bench run'
const usualKeyVariable = 'LLM_BENCH_API_KEY'
const simulatedName = 'simulated'

/** Backends by which a model may be asked for. */
export const backends: readonly (Backend | 'auto')[] = ['auto', 'metal', 'cuda', 'vulkan', 'cpu']

/** The target as it was written. */
export interface WrittenTarget {
  /** First word behind the command. */
  readonly what: string | undefined
  readonly 'service-url'?: string | undefined
  readonly model?: string | undefined
  readonly 'api-key-env'?: string | undefined
  readonly backend?: string | undefined
  readonly threads?: string | undefined
}

/**
 * The target that a call names, or the service of `LLM_BENCH_URL` or of the configuration.
 * @param hasService whether one of these names a service
 * @param isSimulated whether nobody is asked, so that no key has to be there
 * @throws LlmBenchError `invalid-option`, and as {@link parseModelSpec} for a model that cannot be meant
 */
export function askedTarget(
  written: WrittenTarget,
  context: SpecContext,
  hasService: boolean,
  isSimulated = false,
): AskedTarget {
  const { what, 'service-url': serviceUrl } = written
  if (what !== undefined && serviceUrl !== undefined) {
    throw notAllowed(`${call} --service-url`, `it beside ${shown(what)}`, 'one of them')
  }
  const given = what ?? serviceUrl
  if (given === undefined && !hasService) {
    throw notAllowed(
      call,
      'no target',
      'a model (synthetic:smollm2-135m@Q4_0, hf:…, a .gguf file, a name of the registry), ' +
        'the address of an endpoint, or "simulated"',
    )
  }
  if (given === undefined || serviceUrl !== undefined || isAddress(given)) {
    return endpointOf(given ?? null, written, isSimulated)
  }
  refuseOfEndpoints(written)
  if (given === simulatedName) return { kind: 'simulated' }
  parseModelSpec(given, context)
  return { kind: 'model', spec: given, options: loadOptionsOf(written) }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//iu.test(text) && hubSpec(text) === null
}

function endpointOf(url: string | null, written: WrittenTarget, isSimulated: boolean): AskedTarget {
  if (url !== null && !/^https?:$/u.test(URL.parse(url)?.protocol ?? '')) {
    const address = 'an address such as http://127.0.0.1:8000/v1'
    throw notAllowed(`${call} --service-url`, JSON.stringify(printableAddress(url)), address)
  }
  for (const option of ['backend', 'threads'] as const) {
    if (written[option] === undefined) continue
    throw notAllowed(`${call} --${option}`, 'it with an endpoint', 'it with a model that is loaded here')
  }
  const { 'api-key-env': variable, model } = written
  if (variable !== undefined && !isSimulated && (process.env[variable] ?? '') === '') {
    throw notAllowed(`${call} --api-key-env`, shown(variable), 'the name of an environment variable that is set')
  }
  const usual = url !== null && (process.env[usualKeyVariable] ?? '') !== '' ? usualKeyVariable : null
  return { kind: 'endpoint', url, model: model ?? null, keyVariable: variable ?? usual }
}

function refuseOfEndpoints(written: WrittenTarget): void {
  for (const option of ['model', 'api-key-env'] as const) {
    if (written[option] === undefined) continue
    throw notAllowed(`${call} --${option}`, 'it without an endpoint', 'the address of one')
  }
}

function loadOptionsOf({ backend, threads }: WrittenTarget): { backend?: Backend | 'auto'; threads?: number } {
  const found = backends.find((each) => each === backend)
  if (backend !== undefined && found === undefined) {
    throw noSuchName(`${call} --backend`, { name: backend, known: backends, kind: 'backend' })
  }
  const count = threads === undefined ? undefined : wholeOf(threads)
  if (count === null) throw notAllowed(`${call} --threads`, shown(threads), 'a whole number of at least 1')
  return { ...(found === undefined ? {} : { backend: found }), ...(count === undefined ? {} : { threads: count }) }
}
