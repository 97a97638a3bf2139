import { plainText } from '../plain-text.ts'

/**
 * An address that is refused, for a message: without the parts that may be a user, a password or a key,
 * that is all before its last `@` and all after the path. It need not be a URL.
 */
export function printableAddress(text: string): string {
  const line = plainText(text)
  const scheme = /^"?[a-z][a-z\d+.-]*:\/\//i.exec(line)?.[0] ?? ''
  const rest = line.slice(scheme.length)
  const at = rest.lastIndexOf('@')
  // With both before it nobody can tell a password with a ? in it from a query with an @.
  if (/[?#].*@/.test(rest)) return `${scheme}…`
  return `${scheme}${at < 0 ? '' : '…'}${rest.slice(Math.max(0, at)).replace(/([?#]).*$/, '$1…')}`
}
