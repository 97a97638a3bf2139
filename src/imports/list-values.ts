import { numbersOf } from '../json.ts'

/** The numbers of a list, each scaled; null where it is none, or holds what is no number above 0. */
export function listValues(list: unknown, scale: (value: number) => number): Float64Array | null {
  const numbers = numbersOf(list)
  if (numbers === null || numbers.some((value) => value === null || value <= 0)) return null
  return Float64Array.from(numbers as readonly number[], scale)
}
