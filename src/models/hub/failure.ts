/** Why a model did not come, discriminated on `kind`. */
export type HubFailureReason =
  | {
      readonly kind: 'refused'
      readonly status: number
      /** The hub's own name of the reason, such as `GatedRepo`; null where it has none. */
      readonly code: string | null
      /** Seconds that it asks to wait; null where it does not say. */
      readonly waitSeconds: number | null
    }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'redirected'; readonly reason: string }
  /** The connection was lost, or nothing came, too often in a row. */
  | {
      readonly kind: 'cut'
      readonly receivedBytes: number
      readonly totalBytes: number | null
      readonly reason: string
    }
  /** The contents that came have another checksum, or another size. */
  | { readonly kind: 'other-contents'; readonly expected: string; readonly found: string }
  | { readonly kind: 'no-gguf'; readonly what: string }
  | { readonly kind: 'nothing-chosen'; readonly wanted: string | null; readonly known: readonly string[] }
  | { readonly kind: 'odd-answer'; readonly reason: string }

/** A failure of the hub or of a mirror; {@link HubFailure.reason} is put into words for a person. */
export class HubFailure extends Error {
  override readonly name = 'HubFailure'
  readonly reason: HubFailureReason
  /** Host that was asked. */
  readonly host: string

  constructor(host: string, reason: HubFailureReason) {
    super(`${host}: ${reason.kind}`)
    this.host = host
    this.reason = reason
  }
}

/** Whether another address may do better: this one is not reached, is overloaded, or sent something else. */
export function mayAskMirror(error: unknown): boolean {
  if (!(error instanceof HubFailure)) return false
  const { reason } = error
  if (reason.kind === 'refused') return reason.status === 429 || reason.status >= 500
  return ['unreachable', 'web-page', 'redirected', 'cut', 'other-contents', 'odd-answer', 'no-gguf'].includes(
    reason.kind,
  )
}
