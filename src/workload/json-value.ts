/** What is not JSON in a value, as a path and a word: `.tools[0].run is a function`; null when all is. */
export function notJson(value: unknown, path = '', above: readonly unknown[] = []): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`
  if (typeof value !== 'object') return `${path} is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`
  if (above.includes(value)) return `${path} contains itself`
  const inside = [...above, value]
  if (Array.isArray(value)) return firstOf(value.entries(), (place) => `${path}[${place}]`, inside)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    return `${path} is a ${value.constructor?.name ?? 'special object'}`
  }
  return firstOf(Object.entries(value), (name) => `${path}.${name}`, inside)
}

function firstOf<Key>(
  entries: Iterable<[Key, unknown]>,
  pathOf: (key: Key) => string,
  above: readonly unknown[],
): string | null {
  for (const [key, item] of entries) {
    const problem = notJson(item, pathOf(key), above)
    if (problem !== null) return problem
  }
  return null
}
