import { formatShare } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Share of the time that a GPU is at work at least, where a model runs on it. */
const leastBusy = 0.05

/** A GPU that was asked for and did next to nothing while the requests were made, by the counter of the device. */
export const gpuIdle: Check = ({ header, end: { energy } }) => {
  const { backend } = header.facts.target
  if (backend === null || backend === 'cpu') return null
  // Of several GPUs the model may be on one: the others rest.
  const shares = (energy?.devices ?? []).flatMap(({ utilization }) => meanOf(utilization) ?? [])
  if (shares.length === 0) return null
  const busy = Math.max(...shares)
  const message = `the GPU was at work for ${formatShare(busy)} of the time`
  const base = { id: 'gpu-idle', protects: ['all'] }
  if (busy >= leastBusy) return { ...base, status: 'ok', message }
  return {
    ...base,
    status: 'warning',
    message: `${message}, though the model runs on ${backend}: look at where its layers are, and at what feeds it`,
  }
}

function meanOf(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null)
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length
}
