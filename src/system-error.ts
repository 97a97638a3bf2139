/** Ways out of errors of the system that a person can do something about, by their codes. */
const waysOut: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: "the user's share of the disk is full: free some space",
  EROFS: 'the disk cannot be written to',
  EACCES: 'this user has no right to do so there',
  EMFILE: 'one process may not open so many files and connections: raise the limit (ulimit -n)',
  ENFILE: 'this machine may not open so many files and connections: close other programs, or raise fs.file-max',
}

/** As {@link systemReason}, with another way out behind it. */
export function systemReasonOr(error: unknown, otherwise: string): string {
  const reason = systemReason(error)
  return reason.includes(': ') ? `${reason}, or ${otherwise}` : `${reason}: ${otherwise}`
}

/** Code of an error of the system, with words and the way out where a person can do something about it. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  const way = code === null ? undefined : waysOut[code]
  if (code === null) return error instanceof Error ? error.message : String(error)
  return way === undefined ? code : `${code}, ${way}`
}
