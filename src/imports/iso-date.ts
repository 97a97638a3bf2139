/** The ISO form of a moment in Unix milliseconds, or of a date that can be parsed; the epoch where there is none. */
export function isoDate(moment: number | string | null): string {
  const date = new Date(moment ?? 0)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString()
}
