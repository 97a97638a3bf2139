import { isAbsolute, resolve } from 'node:path'
import type { ModelEntry } from './model-list.ts'

/** The entry that a name means: that of the same, of the tag that is meant without one, or of a path's whole. */
export function entryNamed(entries: readonly ModelEntry[], name: string): ModelEntry | undefined {
  return entries.find(({ id }) => name === id || `${name}:latest` === id || (isAbsolute(id) && resolve(name) === id))
}

/** The entry that a name is served by: of a list with one model only that one can be meant, whatever it is called. */
export function servedEntry(entries: readonly ModelEntry[], name: string): ModelEntry | null {
  return entryNamed(entries, name) ?? (entries.length === 1 ? (entries[0] ?? null) : null)
}
