import { formatDuration } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** A part of a load that was to begin at a moment, and was ready before it or not. */
export const startAt: Check = ({ end: { start } }) => {
  if (start === undefined) return null
  const { asked, readyAt, lateMs } = start
  const base = { id: 'start-at', protects: ['all'] }
  if (lateMs === 0) {
    const waited = formatDuration(Date.parse(asked) - Date.parse(readyAt))
    return { ...base, status: 'ok', message: `it was ready ${waited} before it was to begin, at ${asked}` }
  }
  return {
    ...base,
    status: 'invalid',
    message:
      `it was to begin at ${asked} and was ready ${formatDuration(lateMs)} later: until then the other parts loaded ` +
      'the server without it; choose a later time',
  }
}
