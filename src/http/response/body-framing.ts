/** Way in which the end of a body is known. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-end' }

/**
 * Chooses by the head how the body ends (RFC 9112, 6.3). Proxies write their own header beside the one
 * they pass on: the same again says nothing new, and chunks go before a length. A reason where two statements
 * contradict each other, or a coding is not known.
 */
export function bodyFraming(status: number, headers: ReadonlyMap<string, string>): BodyFraming | string {
  if (status === 204 || status === 304) return { kind: 'none' }
  const transfer = headers.get('transfer-encoding')
  const codings = listOf(transfer ?? '').filter((coding) => coding !== 'identity')
  if (codings.some((coding) => coding !== 'chunked')) return `the transfer-encoding "${transfer}" is not "chunked"`
  if (codings.length > 0) return { kind: 'chunked' }
  const length = headers.get('content-length')
  if (length === undefined) return { kind: 'until-end' }
  const lengths = listOf(length)
  if (lengths.length === 0 || lengths.some((text) => !/^\d{1,15}$/.test(text)))
    return `the content-length "${length}" is not a number`
  const bytes = Number(lengths[0])
  if (lengths.some((text) => Number(text) !== bytes)) return `two content-lengths contradict each other (${length})`
  return bytes === 0 ? { kind: 'none' } : { kind: 'length', bytes }
}

/** Parts of a list in a header, in lower case and without parameters. */
function listOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.replace(/;.*$/, '').trim().toLowerCase())
    .filter((part) => part !== '')
}
