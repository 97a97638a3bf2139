import type { Metrics } from '../../metrics/distribution.ts'
import type { ModelReads } from '../../models/reads/model-reads.ts'
import {
  attentionOperations,
  cacheBytesRead,
  type CacheTypes,
  weightBytesOfStep,
} from '../../models/reads/step-bytes.ts'
import type {
  CeilingRecord,
  CeilingsRecord,
  DecodeReadsRecord,
  PrefillWorkRecord,
  RooflineRecord,
} from '../../record/machine/roofline.ts'
import type { EngineTimingsRecord } from '../../record/server.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import { contextsOf, type DecodedRequest, decodedRequests, meanBatch } from './decoded-tokens.ts'
import { doubtOf } from './doubt.ts'
import { type Engaged, faster } from './faster.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** A run, as far as its roofline depends on it. */
export interface RooflineInput {
  readonly reads: ModelReads
  readonly types: CacheTypes
  readonly ceilings: CeilingsRecord | null
  readonly samples: Rows<RequestFacts>
  readonly metrics: Pick<Metrics, 'tpot' | 'prefillSpeed'>
  readonly timings: EngineTimingsRecord | null
  /** Whether each request was alone. */
  readonly alone: boolean
  readonly engaged: Engaged
}

/** A run beside what its hardware can do; the bytes and operations alone where that is not known. */
export function rooflineRecord(input: RooflineInput): RooflineRecord {
  const requests = decodedRequests(input.samples)
  const { bandwidthGBs, peakTflops } = input.ceilings ?? { bandwidthGBs: null, peakTflops: null }
  const decode = decodeReads(input, requests, bandwidthGBs)
  const prefill = prefillWork(input, requests, peakTflops)
  const doubt = doubtOf(decode, prefill, { bandwidthGBs, peakTflops })
  const known = {
    bandwidthGBs,
    peakTflops,
    decode: decode === null ? null : { ...decode, share: possible(decode.share) },
    prefill: prefill === null ? null : { ...prefill, share: possible(prefill.share) },
    hostShare: input.alone ? hostShare(requests, input.timings) : null,
    prefillTimeShare: shareBeforeFirst(requests),
    doubt,
  }
  return { ...known, faster: faster(known, input.engaged) }
}

/** A share above 1 says that an assumption is wrong: it is no figure. */
function possible(share: number | null): number | null {
  return share === null || share > 1 ? null : share
}

function decodeReads(
  { reads, types, metrics }: RooflineInput,
  requests: readonly DecodedRequest[],
  bandwidth: CeilingRecord | null,
): DecodeReadsRecord | null {
  const { caches } = reads
  const stepMs = metrics.tpot.p50
  const decoding = requests.filter(({ output }) => output > 1)
  const tokens = decoding.reduce((sum, { output }) => sum + output - 1, 0)
  if (caches === null || tokens === 0 || !(stepMs > 0)) return null
  const cacheBytes = decoding.reduce((sum, one) => sum + cacheBytesRead(caches, types, contextsOf(one)), 0) / tokens
  const contexts = decoding.reduce((sum, { input, output }) => sum + (output - 1) * (input + output / 2), 0)
  const batch = meanBatch(decoding)
  const bytesPerStep = weightBytesOfStep(reads, batch) + batch * cacheBytes
  const gbPerSecond = bytesPerStep / stepMs / 1e6
  return {
    context: contexts / tokens,
    batch,
    weightBytes: weightBytesOfStep(reads, 1),
    cacheBytes,
    bytesPerStep,
    stepMs,
    gbPerSecond,
    share: bandwidth === null ? null : gbPerSecond / bandwidth.value,
  }
}

function prefillWork(
  { reads, metrics, alone }: RooflineInput,
  requests: readonly DecodedRequest[],
  peak: CeilingRecord | null,
): PrefillWorkRecord | null {
  const { caches, multiplied, outputParameters } = reads
  const speed = metrics.prefillSpeed.p50
  const evaluated = requests.filter(({ input, cached }) => input > cached)
  const tokens = evaluated.reduce((sum, { input, cached }) => sum + input - cached, 0)
  if (!alone || caches === null || tokens === 0 || !(speed > 0)) return null
  // The output matrix is multiplied with the last token of a prompt only.
  const operations = evaluated.reduce(
    (sum, { input, cached }) =>
      sum +
      2 * (multiplied * (input - cached) + outputParameters) +
      attentionOperations(caches, { from: cached + 1, to: input }),
    0,
  )
  const operationsPerToken = operations / tokens
  const tflops = (operationsPerToken * speed) / 1e12
  return { operationsPerToken, tflops, share: peak === null ? null : tflops / peak.value }
}

/** Share of a token's time in which the engine did not decode: choosing tokens, and the way through this process. */
function hostShare(requests: readonly DecodedRequest[], timings: EngineTimingsRecord | null): number | null {
  const tokens = requests.reduce((sum, { output }) => sum + output - 1, 0)
  if (timings === null || timings.decodeTokens === 0 || tokens === 0) return null
  const tokenMs = requests.reduce((sum, { first, end }) => sum + end - first, 0) / tokens
  if (!(tokenMs > 0)) return null
  return Math.max(0, 1 - timings.decodeMs / timings.decodeTokens / tokenMs)
}

function shareBeforeFirst(requests: readonly DecodedRequest[]): number | null {
  const whole = requests.reduce((sum, { sent, end }) => sum + end - sent, 0)
  return whole > 0 ? requests.reduce((sum, { sent, first }) => sum + first - sent, 0) / whole : null
}
