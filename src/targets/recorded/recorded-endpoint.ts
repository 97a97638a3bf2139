import { isAbsolute, join } from 'node:path'
import { tokenPrices } from '../../cost/token-prices.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { packageManifest } from '../../package-root.ts'
import { describeLoad, type LoadPlan } from '../../workload/load.ts'
import type { Prompt } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import type { AnswerCheck } from '../answer-validation.ts'
import type { ResolvedEndpoint } from '../endpoint/resolve-endpoint.ts'
import type { Driver } from '../target.ts'
import { requestFingerprint } from './fingerprint.ts'
import { recordingDriver } from './recording-driver.ts'
import { readRecording } from './recording-file.ts'
import { recordingFormat } from './recording-format.ts'
import { replayDriver } from './replay-driver.ts'

/** Requests to an endpoint that are recorded or replayed. */
export interface RecordedRequests {
  readonly definition: RequestDefinition
  readonly load: LoadPlan
  readonly stream: boolean
  readonly body: Readonly<Record<string, unknown>>
  /** Folder that paths are relative to. */
  readonly root: string
}

/** The driver of an endpoint, recording what it answers where that was asked for. */
export function recorded(endpoint: ResolvedEndpoint, requests: RecordedRequests, driver: Driver): Driver {
  const { record, url, secrets } = endpoint
  if (record === null) return driver
  const wish = {
    path: pathOf(record, requests.root),
    header: {
      type: 'vitest-llm-bench recording',
      format: recordingFormat,
      origin: new URL(url).origin,
      versions: { package: packageManifest().version, node: process.versions.node },
    },
    load: describeLoad(requests.load),
    fingerprintOf: fingerprints(requests),
    secrets,
  } as const
  try {
    return recordingDriver(driver, wish)
  } catch (error) {
    driver.close()
    throw error
  }
}

/**
 * The driver of an endpoint that is replayed.
 * @throws LlmBenchError `recording-missing`, `recording-invalid`
 */
export function replayed(
  { replay, model, price }: ResolvedEndpoint & { readonly replay: string },
  requests: RecordedRequests,
  validate: AnswerCheck | null,
): Driver {
  const path = pathOf(replay, requests.root)
  const recording = readRecording(path)
  const { header } = recording
  if (model !== null && model !== header.model)
    throw notAllowed(
      'endpoint(url, { model })',
      `${shown(model)} for a recording of ${shown(header.model)}`,
      'this name, leave it out, or name another recording',
    )
  return replayDriver({
    path,
    recording,
    definition: requests.definition,
    load: describeLoad(requests.load),
    fingerprintOf: fingerprints(requests),
    price: price === null ? null : tokenPrices(price),
    validate,
  })
}

/**
 * Refuses to record or replay vectors and scores, which no run keeps.
 * @throws LlmBenchError `invalid-option`
 */
export function refuseRecorded({ record, replay }: ResolvedEndpoint, { kind }: RequestDefinition): void {
  if (record === null && replay === null) return
  const option = record === null ? 'replay' : 'record'
  const [made, what] = kind === 'embedding' ? ['embed()', 'vectors'] : ['rerank()', 'scores']
  throw notAllowed(
    `endpoint(url, { ${option} })`,
    `${shown(record ?? replay)} beside ${made}, of whose ${what} there are no recordings,`,
    `an endpoint without it for ${made}; chat() and complete() are recorded`,
  )
}

function pathOf(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path)
}

/** Fingerprint of the request that has an index, each made once. */
function fingerprints({ definition, ...others }: RecordedRequests): (index: number) => string {
  const { prompts } = definition
  const known = new Map<Prompt, string>()
  return (index) => {
    const prompt = prompts[index % prompts.length] as Prompt
    const fingerprint = known.get(prompt) ?? requestFingerprint({ definition, ...others }, prompt)
    known.set(prompt, fingerprint)
    return fingerprint
  }
}
