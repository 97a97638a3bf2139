import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

/** Memory read back from a disk in the middle of a measurement. */
export const swapIn: Check = ({ header, end }) => {
  const pages = end.conditions?.swapIns ?? null
  if (pages === null || pages === 0) return null
  const base = { id: 'swap-in', protects: ['all'] }
  const found = `${formatCount(pages)} pages were read back from swap while it was measured`
  // Memory that this machine swaps is not that of a server elsewhere.
  return targetPlace(header) === 'elsewhere'
    ? { ...base, status: 'warning', message: `${found} on the machine that made the load: free memory` }
    : { ...base, status: 'invalid', message: `${found}: take a smaller model or free memory` }
}
