import * as v from 'valibot'

/** Schema of a day. */
export const daySchema: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((day) => isDay(day)),
  v.description('a day such as "2026-10-01"'),
)

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
