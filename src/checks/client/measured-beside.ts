import { formatCount } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'
import type { Check } from '../evidence/check.ts'

const mostNamed = 3

/** A run that had some of the machine for itself only, and what else was measured on it meanwhile. */
export const measuredBeside: Check = ({ header, end }) => {
  const { resources } = header
  if (resources === undefined) return null
  const own = resources.length === 0 ? 'nothing of this machine' : resources.map(plainName).join(', ')
  const base = { id: 'measured-beside', protects: ['all'] }
  const { beside } = end
  if (beside === undefined)
    return { ...base, status: 'warning', message: `nobody can tell what was measured meanwhile: measure it again` }
  if (beside.length === 0)
    return { ...base, status: 'ok', message: `nothing else was measured meanwhile; it had ${own} for itself` }
  const named = beside.slice(0, mostNamed).map(plainName).join(', ')
  const more = beside.length > mostNamed ? ` and ${formatCount(beside.length - mostNamed)} more` : ''
  return {
    ...base,
    status: 'warning',
    message:
      `${named}${more} measured at the same time, this run had ${own} for itself: ` +
      'where they share more than that, give it the machine (lock)',
  }
}
