import { formatCount, formatNumber, formatShare } from '../../figures.ts'
import type { RooflineRecord } from '../../record/machine/roofline.ts'

/** The engine and the machine that computed a run. */
export interface Engaged {
  readonly backend: string | null
  readonly gpuLayers: number | null
  readonly totalLayers: number | null
  readonly threads: number | null
  /** Cores of this machine. */
  readonly cores: number
  /** Whether the number of threads was found by trying. */
  readonly calibrated: boolean
  /** Instructions of the processor that the engine does not use; null where nobody can tell. */
  readonly unusedInstructions: readonly string[] | null
}

type Known = Omit<RooflineRecord, 'faster'>
type Faster = RooflineRecord['faster']

/** Share of the bandwidth from which memory is the limit: what streams of a CPU or a GPU reach in practice. */
const memoryShare = 0.6
const computeShare = 0.5
/** Share of a token's time outside the engine from which that is the first thing to look at. */
const hostLimit = 0.25
/** Share of the time before the first token from which prefill is what a run does. */
const mostlyPrefill = 0.5

/** The thing that would make a run faster, as far as its figures say: the first of these that they show. */
export function faster(known: Known, engaged: Engaged): Faster {
  return (
    contradicted(known) ??
    byHost(known) ??
    byPlace(engaged) ??
    byThreads(known, engaged) ??
    (isPrefill(known) ? byPrefill(known, engaged) : byDecode(known, engaged))
  )
}

function contradicted({ doubt }: Known): Faster | null {
  return doubt === null ? null : unknown(doubt)
}

function byHost({ hostShare }: Known): Faster | null {
  if (hostShare === null || hostShare < hostLimit) return null
  const share = formatShare(hostShare)
  return {
    limit: 'host',
    words:
      `host overhead: ${share} of a token's time is spent outside llama.cpp's decoding, in choosing tokens and on ` +
      'the way through Node.js: more sequences at once, or a server (llama-server), share that time out',
  }
}

function byPlace({ backend, gpuLayers, totalLayers }: Engaged): Faster | null {
  if (backend === null || backend === 'cpu' || gpuLayers === null || totalLayers === null) return null
  if (gpuLayers >= totalLayers) return null
  return {
    limit: 'memory',
    words:
      `memory of the GPU: only ${gpuLayers} of ${totalLayers} layers are on it, and the processor computes the ` +
      'others: a smaller quantization or context would make room',
  }
}

function byThreads(known: Known, { backend, threads, cores, calibrated }: Engaged): Faster | null {
  if (backend !== 'cpu' || threads === null) return null
  if (threads > cores)
    return {
      limit: 'threads',
      words: `threads: ${formatCount(threads)} of the engine share ${formatCount(cores)} cores and wait for each other`,
    }
  if (threads === cores || calibrated || isSaturated(known)) return null
  return {
    limit: 'threads',
    words:
      `threads: ${formatCount(threads)} of ${formatCount(cores)} cores compute, as was asked for, and nobody tried ` +
      "more: leave threads to calibration ('auto')",
  }
}

/** Whether the memory itself, not what these threads can read of it, is near its limit. */
function isSaturated({ decode, bandwidthGBs }: Known): boolean {
  return bandwidthGBs !== null && bandwidthGBs.from !== 'measured' && (decode?.share ?? 0) >= memoryShare
}

function isPrefill({ prefillTimeShare }: Known): boolean {
  return (prefillTimeShare ?? 0) > mostlyPrefill
}

function byPrefill(known: Known, engaged: Engaged): Faster {
  const { prefill, prefillTimeShare } = known
  const before = `${formatShare(prefillTimeShare)} of the time passes before the first token`
  const share = prefill?.share ?? null
  if (share !== null && share >= computeShare)
    return {
      limit: 'compute',
      words:
        `compute-bound: ${before}, and prefill makes ${formatShare(share)} of the peak: ` +
        'shorter prompts, a kept prefix or faster matrix units',
    }
  const build = byBuild(engaged, `${before}, and prefill computes`)
  if (build !== null) return build
  if (share !== null) return unknown(`${before}, but prefill makes only ${formatShare(share)} of the peak`)
  return unknown(
    `${before}, and the peak of this hardware is not known: shorter prompts, or a kept prefix, always help`,
  )
}

function byDecode(known: Known, engaged: Engaged): Faster {
  const { decode, bandwidthGBs } = known
  const share = decode?.share ?? null
  if (decode === null) return unknown('no request decoded two tokens, or what the model keeps is not counted')
  if (share !== null && share >= memoryShare) return boundByMemory(known, share)
  const build = byBuild(
    engaged,
    share === null ? 'unless memory is the limit' : `memory is read at ${formatShare(share)}`,
  )
  if (build !== null) return build
  if (share === null || bandwidthGBs === null)
    return unknown(
      "the bandwidth of its memory is not known: measure it with roofline: 'measure' (processor), or declare it",
    )
  const mean = decode.batch > 1.5 ? ', prefill of other requests among it' : ''
  const found = `decoding reads ${formatShare(share)} of the ${formatNumber(bandwidthGBs.value)} GB/s`
  // The very threads could read faster: in the rest of the time they compute.
  if (bandwidthGBs.from === 'measured' && bandwidthGBs.threads === engaged.threads)
    return {
      limit: 'compute',
      words:
        `compute-bound: ${found} that its threads can read, and computes in the rest of the time${mean}: ` +
        'faster cores, a GPU, or a quantization that is quicker to unpack',
    }
  return unknown(`${found}, and nothing here says what it does in the rest of the time${mean}`)
}

function boundByMemory({ decode, bandwidthGBs }: Known, share: number): Faster {
  const batch = (decode?.batch ?? 1) < 1.5 ? ', more sequences at once' : ''
  const cache = (decode?.cacheBytes ?? 0) > (decode?.weightBytes ?? 0) / 10 ? ', a smaller type of the KV cache' : ''
  return {
    limit: 'memory',
    words:
      `memory-bound: decoding reads ${formatShare(share)} of the ${formatNumber(bandwidthGBs?.value ?? null)} GB/s: ` +
      `a smaller quantization${cache}${batch}, or faster memory`,
  }
}

function byBuild({ backend, unusedInstructions }: Engaged, because: string): Faster | null {
  if (backend !== 'cpu' || unusedInstructions === null || unusedInstructions.length === 0) return null
  return {
    limit: 'native-build',
    words:
      `a native build: the prebuilt engine does not use ${unusedInstructions.join(', ')} of this processor ` +
      `(${because}): ` +
      'npx node-llama-cpp source download',
  }
}

function unknown(why: string): Faster {
  return { limit: 'unknown', words: `cannot be told: ${why}` }
}
