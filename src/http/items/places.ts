import { isObject, jsonText } from '../../json.ts'

/**
 * Places of entries by their `index`; in the order they came where none has one. A sentence where an index is none
 * of the list, or comes twice.
 */
export function placesOf(entries: readonly unknown[], count: number): number[] | string {
  const indices = entries.map((entry) => (isObject(entry) ? entry['index'] : undefined))
  if (indices.every((index) => index === undefined)) return entries.map((_, position) => position)
  return checkedPlaces(indices, count)
}

/** Indices as places of a list of `count`, each at most once; a sentence where they are not. */
export function checkedPlaces(indices: readonly unknown[], count: number): number[] | string {
  const seen = new Set<number>()
  for (const index of indices) {
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count)
      return `index ${shown(index)} is none of 0 to ${count - 1}`
    if (seen.has(index)) return `index ${index} came twice`
    seen.add(index)
  }
  return indices as number[]
}

function shown(index: unknown): string {
  return index === undefined ? 'undefined' : jsonText(index).slice(0, 40)
}
