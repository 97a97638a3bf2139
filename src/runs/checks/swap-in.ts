import type { Check } from './check.ts'

/** Memory read back from a disk in the middle of a measurement. */
export const swapIn: Check = ({ end }) => {
  const pages = end.conditions?.swapIns ?? null
  if (pages === null || pages === 0) return null
  return {
    id: 'swap-in',
    status: 'invalid',
    protects: ['all'],
    message: `${pages} pages were read back from swap while it was measured: take a smaller model or free memory`,
  }
}
