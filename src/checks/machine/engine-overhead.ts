import { formatNumber, formatShare } from '../../figures.ts'
import { engineSpeed } from '../../metrics/engine-speed.ts'
import type { Check } from '../evidence/check.ts'

/** Share of a token's time that is not llama.cpp's from which ours is hardly the model's any more. */
const mostShare = 0.05
/** Fewest decoded tokens that a share is told of. */
const fewestTokens = 32

/**
 * Time of a decoded token in process that is not llama.cpp's own: the ways between threads, choosing the token, and
 * JavaScript. On a fast model it is most of what is measured.
 */
export const engineOverhead: Check = ({ header, samples, end: { engineTimings } }) => {
  const { kind } = header.facts.target
  const speed = kind === 'model' ? engineSpeed(samples, engineTimings, kind) : null
  const { decodeMsPerToken: own, clientMsPerToken: ours, overheadShare: share } = speed ?? {}
  if (typeof own !== 'number' || typeof ours !== 'number' || typeof share !== 'number') return null
  if ((engineTimings?.decodeTokens ?? 0) < fewestTokens) return null
  const found = `a decoded token took ${formatNumber(ours)} ms, llama.cpp's own part of it ${formatNumber(own)} ms`
  const base = { id: 'engine-overhead', protects: ['tpot', 'interChunk'] }
  if (share <= mostShare) return { ...base, status: 'ok', message: `${found} (${formatShare(1 - share)})` }
  const sampler = speed?.samplerMsPerToken ?? null
  const choosing = sampler === null ? '' : `, with ${formatNumber(sampler)} ms for choosing it`
  const chosen = header.workload.temperature > 0 || header.workload.rules !== null
  const remedy =
    chosen && sampler !== null && sampler > (ours - own) / 2
      ? 'leave out what chooses tokens (temperature: 0, no grammar)'
      : 'ask it behind server.llamaServer(), which chooses tokens where it decodes'
  return {
    ...base,
    status: 'warning',
    message:
      `${found}: ${formatShare(share)} are the ways to its threads and back${choosing}: ` +
      `take llama.cpp's own speed (record.engineSpeed) for the model's, or ${remedy}`,
  }
}
