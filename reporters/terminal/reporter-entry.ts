/** Name of one of Vitest's reporters by its entry in the configuration; null of any other. */
export function nameOf(reporter: unknown): unknown {
  return Array.isArray(reporter) ? reporter[0] : null
}

/** Options of a reporter by its entry in the configuration. */
export function optionsOf(reporter: unknown): Readonly<Record<string, unknown>> {
  return ((Array.isArray(reporter) ? reporter[1] : null) ?? {}) as Record<string, unknown>
}
