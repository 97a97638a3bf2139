/** A part of a value that JSON cannot hold. */
export interface NotJson {
  /** Place of it in the value that was looked at: `.tools[0].run`. */
  readonly path: string
  /** Its kind in words: `a function`. */
  readonly is: string
}

/** The first part of a value that is not JSON; null when all of it is. */
export function notJson(value: unknown, path = '', above: readonly unknown[] = []): NotJson | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : { path, is: String(value) }
  if (typeof value !== 'object') return { path, is: typeof value === 'undefined' ? 'undefined' : `a ${typeof value}` }
  if (above.includes(value)) return { path, is: 'what contains itself' }
  const inside = [...above, value]
  if (Array.isArray(value)) return firstOf(value.entries(), (place) => `${path}[${place}]`, inside)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    return { path, is: `a ${value.constructor?.name ?? 'special object'}` }
  }
  return firstOf(Object.entries(value), (name) => `${path}.${name}`, inside)
}

function firstOf<Key>(
  entries: Iterable<[Key, unknown]>,
  pathOf: (key: Key) => string,
  above: readonly unknown[],
): NotJson | null {
  for (const [key, item] of entries) {
    const found = notJson(item, pathOf(key), above)
    if (found !== null) return found
  }
  return null
}
