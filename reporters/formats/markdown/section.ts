/** The given blocks with an empty line between them; null and empty ones are left out. */
export function blocks(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n')
}

/** A heading and the blocks under it; empty when there are none. */
export function section(heading: string, ...parts: readonly (string | null)[]): string {
  const body = blocks(...parts)
  return body === '' ? '' : blocks(heading, body)
}
